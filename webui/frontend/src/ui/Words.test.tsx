import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Words } from "./Words";

const html = (text: string) => render(<Words text={text} />).container.innerHTML;

describe("the words of a finding", () => {
  it("show as code what stands between backticks", () => {
    expect(html("There is no `web`; use `db`.")).toBe("There is no <code>web</code>; use <code>db</code>.");
  });

  it("show all as it is where a backtick is alone", () => {
    expect(html("a ` b")).toBe("a ` b");
    expect(html("plain")).toBe("plain");
  });
});
