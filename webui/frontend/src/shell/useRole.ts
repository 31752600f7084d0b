import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "@/api/queries";

/** What the signed-in person may do in the active team; the server decides, this only spares vain attempts. */
export function useRole(): { mayWrite: boolean; mayAdminister: boolean } {
  const role = useQuery(sessionQuery).data?.team.role;
  return { mayWrite: role === "member" || role === "admin", mayAdminister: role === "admin" };
}
