import type { Session } from "@/api/types";
import { csrfToken } from "@/api/client";
import { Icon } from "@/ui/Icon";
import { Menu } from "@/ui/Menu";

export function UserMenu({ session }: { session: Session }) {
  return (
    <Menu
      label={`Signed in as ${session.user.username}`}
      button={
        <>
          <Icon name="user" /> <span className="bar__user">{session.user.username}</span>
        </>
      }
    >
      <p className="menu__label">
        {session.user.username}, {session.team.role} of {session.team.name}
      </p>
      <a className="menu__item" href="/password">
        <Icon name="key" /> Change the password
      </a>
      <form method="post" action="/sign-out">
        <input type="hidden" name="csrfmiddlewaretoken" value={csrfToken()} />
        <button type="submit" className="menu__item">
          <Icon name="signOut" /> Sign out
        </button>
      </form>
    </Menu>
  );
}
