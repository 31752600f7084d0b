"""The visitor's page as HTML."""

from html import escape
from typing import Any

PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Five services</title>
  <link rel="icon" href="data:,">
  <style>
    :root {{ color-scheme: light dark; --paper: #f6f8fb; --card: #fff; --ink: #1c2733; --soft: #5a6a7a;
      --line: #d5dde6; --accent: #2559a8; }}
    @media (prefers-color-scheme: dark) {{ :root {{ --paper: #131a22; --card: #1c2530; --ink: #e8eef4;
      --soft: #9dacbb; --line: #344252; --accent: #8ab4f8; }} }}
    * {{ box-sizing: border-box; }}
    body {{ max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; }}
    h1 {{ margin: 0; font-size: 2.2rem; letter-spacing: -0.02em; }}
    p {{ max-width: 40rem; color: var(--soft); }}
    ol {{ display: flex; flex-wrap: wrap; gap: 1.75rem; margin: 2rem 0; padding: 0; list-style: none; }}
    li {{ position: relative; flex: 1 1 9rem; padding: 1rem; border: 1px solid var(--line); border-radius: 10px;
      background: var(--card); }}
    li + li::before {{ content: "\\2192"; position: absolute; left: -1.4rem; top: 50%; translate: 0 -50%;
      color: var(--accent); }}
    @media (max-width: 52rem) {{ ol {{ flex-direction: column; }} li {{ flex: none; }}
      li + li::before {{ content: "\\2193"; left: 50%; top: -1.6rem; translate: -50% 0; }} }}
    li b {{ display: block; color: var(--accent); }}
    li strong {{ display: block; margin-top: .35rem; font-size: 1.5rem; font-variant-numeric: tabular-nums; }}
    code {{ font-size: .85rem; overflow-wrap: anywhere; }}
    table {{ border-collapse: collapse; }}
    th, td {{ padding: .4rem 1.5rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; }}
    a {{ color: var(--accent); font-weight: 600; }}
  </style>
</head>
<body>
  <h1>Visit number {visit}</h1>
  <p>This is the way that your request took. Reload the page, and another replica of the web service may answer.</p>
  <ol>
    <li><b>proxy</b>container<br><code>{proxy}</code></li>
    <li><b>web</b>container<br><code>{web}</code></li>
    <li><b>api</b>container<br><code>{api}</code></li>
    <li><b>redis</b>visits counted<strong>{visits}</strong></li>
    <li><b>worker</b>jobs done<strong>{done}</strong>{waiting} waiting</li>
  </ol>
  <h2>Who answered, as the worker counts</h2>
  <table>
    <thead><tr><th>Web replica</th><th>Answers</th></tr></thead>
    <tbody>
{rows}
    </tbody>
  </table>
  <p><a href="/">Send another request</a></p>
</body>
</html>
"""


def show(facts: dict[str, Any]) -> str:
    """The page that tells a trace's facts."""
    answers = sorted(facts["answers"].items())
    rows = "\n".join(f"      <tr><td><code>{escape(name)}</code></td><td>{count}</td></tr>" for name, count in answers)
    texts = {name: escape(str(facts[name])) for name in ("visit", "proxy", "web", "api", "visits", "done", "waiting")}
    return PAGE.format(rows=rows, **texts)
