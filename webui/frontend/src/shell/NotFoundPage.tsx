import { Link } from "wouter";
import { Empty } from "@/ui/Empty";
import { PageHead } from "./PageHead";

export function NotFoundPage() {
  return (
    <div className="page__inner">
      <PageHead title="Nothing here" />
      <Empty icon="search" title="This address leads nowhere">
        <p>
          What you look for may have been deleted, or belongs to another team. Go on from <Link href="/topologies">the topologies</Link>.
        </p>
      </Empty>
    </div>
  );
}
