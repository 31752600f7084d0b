import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { remove } from "@/api/client";
import type { Template } from "@/api/types";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Icon } from "@/ui/Icon";

export function DeleteTemplate({ template }: { template: Template }) {
  const [asking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const drop = useMutation({
    mutationFn: () => remove(`/service-templates/${template.id}`),
    onSuccess: () => {
      navigate("/topologies");
      return queries.invalidateQueries({ queryKey: ["templates"], exact: true });
    },
  });
  return (
    <>
      <button
        type="button"
        className="button button--quiet button--icon"
        aria-label="Delete the template"
        title="Delete the template"
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" />
      </button>
      {asking ? (
        <ConfirmDialog
          title={`Delete ${template.name}?`}
          confirm="Delete the template"
          action={drop}
          onClose={() => setAsking(false)}
        >
          <p>All its versions go with it. This cannot be undone. What is deployed of it must be undeployed first.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
