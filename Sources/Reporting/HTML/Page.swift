/// A page that stands by itself: no script, nothing from outside, light and dark, for screens and paper.
struct Page {
  let title: String
  /// What stands between head and foot, as markup.
  let content: String

  /// The whole text of the file.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <link rel="icon" href="data:,">
    <title>\(Markup.escaped(title))</title>
    <style>
    \(Page.style)
    </style>
    </head>
    <body>
    <main>
    \(content)
    </main>
    \(Chart.patterns)
    </body>
    </html>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --soft: #595959;
      --line: #767676; --wash: #f2f2f0; --mark: #0b5394; --c0: #56a0d3; --c1: #e2a33b; --c2: #3f9e7c;
      --c3: #c9784f; --c4: #b087b5; --c5: #d8cf5a; --c6: #9a9a9a; --c7: #7aa6a1; }
    @media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #16181b; --soft: #b8b8b8;
      --line: #8f8f8f; --wash: #24272b; --mark: #8ec5ff; --c0: #2f6f9f; --c1: #9c6a12; --c2: #22704f;
      --c3: #96492a; --c4: #7b4f82; --c5: #7d7620; --c6: #666666; --c7: #3f6f6a; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
      font-family: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; font-size: 1rem; }
    main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; }
    h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-top: 2px solid var(--ink);
      padding-top: .5rem; }
    h3 { font-size: 1.05rem; margin: 1rem 0 .25rem; }
    p, li { max-width: 42rem; overflow-wrap: anywhere; }
    .answer { font-size: 1.15rem; }
    .caution { border-left: .35rem solid var(--ink); padding: .25rem .75rem;
      background: var(--wash); }
    .note { color: var(--soft); font-size: .9rem; margin: .25rem 0; }
    figure { margin: 1rem 0 2rem; }
    figure svg { display: block; width: 100%; max-width: 36rem; height: auto; }
    .legend { list-style: none; padding: 0; margin: .25rem 0; display: flex; flex-wrap: wrap;
      gap: .15rem 1.25rem; font-size: .9rem; }
    .legend svg { display: inline-block; width: 1.6rem; height: .9rem; vertical-align: middle; }
    svg text { fill: var(--ink); font-family: inherit; font-size: 11px; }
    svg .soft { fill: var(--soft); }
    svg .axis { stroke: var(--line); stroke-width: 1; fill: none; }
    svg .edge { stroke: var(--ink); stroke-width: .8; }
    svg .thick { stroke: var(--mark); stroke-width: 6; }
    svg .thin { stroke: var(--ink); stroke-width: 1.4; }
    svg .dot { fill: var(--ink); stroke: var(--paper); stroke-width: 1; }
    svg .path { stroke: var(--ink); stroke-width: 1.6; fill: none; }
    .wide { overflow-x: auto; max-width: 100%; }
    .wide:focus-visible, summary:focus-visible { outline: 3px solid var(--mark); }
    table { border-collapse: collapse; font-size: .9rem; margin: .5rem 0; }
    caption { text-align: left; font-weight: 600; padding: .25rem 0; }
    th, td { padding: .25rem .6rem .25rem 0; text-align: right; vertical-align: top;
      border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
    th[scope="row"], th:first-child { text-align: left; font-weight: 400; min-width: 8rem; }
    thead th { font-weight: 600; vertical-align: bottom; }
    td data { white-space: nowrap; }
    .text td { text-align: left; }
    summary { cursor: pointer; padding: .25rem 0; color: var(--mark); }
    .patterns { position: absolute; width: 0; height: 0; }
    @media print { @page { size: A4; margin: 15mm; }
      :root { --ink: #000; --paper: #fff; --soft: #444; --line: #777; --wash: #f2f2f0; --mark: #0b5394;
        --c0: #56a0d3; --c1: #e2a33b; --c2: #3f9e7c; --c3: #c9784f; --c4: #b087b5; --c5: #d8cf5a;
        --c6: #9a9a9a; --c7: #7aa6a1; }
      body { font-size: 10pt; } main { max-width: none; padding: 0; }
      figure, tr, .caution { break-inside: avoid; } h2, h3 { break-after: avoid; }
      .wide { overflow: visible; } figure svg { max-width: 14cm; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}
