import { describe, expect, it } from "vitest";
import { file } from "@/testing/make";
import { Refusal, serve } from "@/testing/server";
import { formOf, nameFor, pathOf, upload } from "./upload";


describe("files to send", () => {
  it("keep their place in the chosen folder, without the folder's own name", () => {
    expect(pathOf(file("Dockerfile", { folder: "shop/web" }))).toBe("web/Dockerfile");
    expect(pathOf(file("shop.yaml"))).toBe("shop.yaml");
  });

  it("offer a name", () => {
    expect(nameFor([file("template.yaml", { folder: "shop" })])).toBe("shop");
    expect(nameFor([file("shop.csar")])).toBe("shop");
    expect(nameFor([file("shop.tar.gz")])).toBe("shop");
    expect(nameFor([])).toBe("");
  });

  it.each(["a.zip", "a.CSAR", "a.tar", "a.tar.xz", "a.tgz"])("go as an archive when they are one: %s", (name) => {
    const form = formOf({ name: "shop", files: [file(name)] });
    expect([...form.keys()]).toEqual(["name", "archive"]);
  });

  it("go one by one with their paths otherwise", () => {
    const form = formOf({ name: "shop", files: [file("t.yaml", { folder: "shop" }), file("Dockerfile", { folder: "shop/web" })] });
    expect(form.getAll("paths")).toEqual(["t.yaml", "web/Dockerfile"]);
    expect(form.getAll("files")).toHaveLength(2);
  });
});

describe("uploading", () => {
  it("makes a template", async () => {
    serve({ "POST /service-templates": { id: "tpl-9" } });
    expect(await upload({ name: "shop", files: [file("t.yaml")] })).toBe("tpl-9");
  });

  it("makes a version only on top of the one that the person saw", async () => {
    const asked = serve({ "POST /service-templates/tpl-1/versions": { template_id: "tpl-1" } });
    await upload({ name: "", files: [file("t.yaml")], template: { id: "tpl-1", latest: 3 } });
    expect(asked[0]?.headers).toMatchObject({ "If-Match": '"3"' });
    expect((asked[0]?.body as FormData).has("name")).toBe(false);
  });

  it("fails with the server's problem", async () => {
    serve({ "POST /service-templates": new Refusal(422, { code: "template_invalid" }) });
    await expect(upload({ name: "shop", files: [file("t.yaml")] })).rejects.toMatchObject({ code: "template_invalid" });
  });
});
