/** How a file is shown: line numbers, colours of the tokens, search, and marks where findings are. */

import { yaml } from "@codemirror/lang-yaml";
import { foldGutter, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, RangeSetBuilder, type Extension, type Text } from "@codemirror/state";
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Diagnostic } from "@/api/types";

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--kind-container)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--kind-runtime)" },
  { tag: [tags.number, tags.bool, tags.null, tags.attributeValue], color: "var(--kind-volume)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: "var(--kind-network)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--ink-3)" },
]);

const THEME = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "var(--text-s)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--accent)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none", paddingLeft: "0.5rem" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--surface-raised)" },
  ".cm-panels": { backgroundColor: "var(--surface-raised)", color: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection": {
    backgroundColor: "var(--accent-soft) !important",
  },
});

export function extensionsFor(path: string, diagnostics: readonly Diagnostic[]): Extension[] {
  const isYaml = /\.(ya?ml|meta)$/i.test(path);
  return [
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": path, tabindex: "0" }),
    EditorView.cspNonce.of(styleNonce()),
    lineNumbers(),
    foldGutter(),
    highlightActiveLine(),
    search({ top: true }),
    keymap.of(searchKeymap),
    syntaxHighlighting(COLOURS),
    THEME,
    ...(isYaml ? [yaml()] : []),
    EditorView.decorations.of((view) => marksOf(view.state.doc, diagnostics)),
  ];
}

/** The page's policy lets only styles with this number in; a browser gives it to scripts alone. */
function styleNonce(): string {
  return document.querySelector<HTMLElement>("meta[name=csp-nonce]")?.nonce ?? "";
}

export function marksOf(doc: Text, diagnostics: readonly Diagnostic[]): DecorationSet {
  const ranges = diagnostics.map((diagnostic) => ({ diagnostic, ...rangeOf(doc, diagnostic) }));
  ranges.sort((one, other) => one.from - other.from || one.to - other.to);
  const builder = new RangeSetBuilder<Decoration>();
  for (const { diagnostic, from, to } of ranges) {
    const title = `${diagnostic.code} ${diagnostic.message}`;
    builder.add(from, to, Decoration.mark({ class: `mark mark--${diagnostic.severity}`, attributes: { title } }));
  }
  return builder.finish();
}

/** The characters that a finding means, at least one, whatever the numbers are. */
function rangeOf(doc: Text, diagnostic: Diagnostic): { from: number; to: number } {
  const from = offsetOf(doc, diagnostic.line, diagnostic.column);
  const to = offsetOf(doc, diagnostic.end_line ?? diagnostic.line, diagnostic.end_column ?? diagnostic.column + 1);
  const end = Math.min(Math.max(to, from + 1), doc.length);
  return { from: Math.min(from, Math.max(end - 1, 0)), to: end };
}

function offsetOf(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}
