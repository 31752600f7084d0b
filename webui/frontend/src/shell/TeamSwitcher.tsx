import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { put } from "@/api/client";
import { sessionQuery } from "@/api/queries";
import type { Session } from "@/api/types";
import { Icon } from "@/ui/Icon";
import { Menu } from "@/ui/Menu";

/** The active team. Another one means other data everywhere, so all that is cached goes. */
export function TeamSwitcher({ session }: { session: Session }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const choose = useMutation({
    mutationFn: (teamId: string) => put<Session>("/session/team", { team_id: teamId }),
    onSuccess: (next) => {
      queries.setQueryData(sessionQuery.queryKey, next);
      navigate("/topologies");
      return queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
  const { team, teams } = session;
  if (teams.length < 2) return <span className="bar__team">{team.name}</span>;
  return (
    <Menu
      label={`Team ${team.name}; choose another`}
      button={
        <>
          {team.name} <Icon name="down" size={12} />
        </>
      }
    >
      <p className="menu__label">Act for the team</p>
      {teams.map((one) => (
        <button
          key={one.id}
          type="button"
          className="menu__item"
          aria-pressed={one.id === team.id}
          onClick={() => choose.mutate(one.id)}
        >
          {one.id === team.id ? <Icon name="check" /> : <span className="menu__gap" />}
          {one.name}
          <span className="menu__note">{one.role}</span>
        </button>
      ))}
    </Menu>
  );
}
