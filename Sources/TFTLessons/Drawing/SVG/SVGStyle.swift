/// The style sheet that all drawings share: one set of classes, with colours for light and for dark pages.
enum SVGStyle {
  /// How many steps the ramp of `heat0`, `heat1`, ... has.
  static let heatSteps = 6
  /// How many distinct colours `series0`, `series1`, ... have.
  static let seriesColors = 6
  /// How many steps `level0`, `level1`, ... have: fills for dots, every one of which stands out from the page.
  static let levels = 5

  /// The width of one character of class `name`, in pixels, in the widest of its fonts.
  static let nameCharacterWidth = 7.4
  /// The same for class `small`.
  static let smallCharacterWidth = 6.3
  /// The same for class `heading`.
  static let headingCharacterWidth = 9.5

  /// The sheet, to be put into a `style` element. It holds no character that XML would want escaped.
  static let sheet = [
    fonts,
    text(of: colors, \.light),
    "@media (prefers-color-scheme: dark) {\n\(text(of: colors, \.dark))\n}",
  ].joined(separator: "\n")

  /// What diagrams need in addition.
  static let diagramSheet = [
    ".box.strong { stroke-width: 2.5; }",
    text(of: kinds, \.light),
    "@media (prefers-color-scheme: dark) {\n\(text(of: kinds, \.dark))\n}",
  ].joined(separator: "\n")

  private static let fonts = """
    .heading { font: 600 16px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
    .small { font: 11px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
    .name { font: 12px ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', monospace; }
    .number { font: 600 11px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
    .start { text-anchor: start; }
    .middle { text-anchor: middle; }
    .end { text-anchor: end; }
    .line { fill: none; stroke-width: 1.3; stroke-linejoin: round; }
    .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    .back { stroke-dasharray: 5 3; }
    .box, .grid { stroke-width: 1; }
    .thin { stroke-width: 1.3; }
    .cloud { fill-opacity: 0.55; }
    .dense { fill-opacity: 0.85; }
    """

  private struct Rule {
    var selector: String
    var property: String
    var light: String
    var dark: String

    init(_ selector: String, _ property: String, light: String, dark: String) {
      self.selector = selector
      self.property = property
      self.light = light
      self.dark = dark
    }
  }

  private static func text(of rules: [Rule], _ color: KeyPath<Rule, String>) -> String {
    rules.map { "\($0.selector) { \($0.property): \($0[keyPath: color]); }" }.joined(separator: "\n")
  }

  private static let colors: [Rule] =
    [
      Rule(".background", "fill", light: "#ffffff", dark: "#0d1117"),
      Rule(".heading, .ink", "fill", light: "#1f2328", dark: "#e6edf3"),
      Rule(".muted", "fill", light: "#59636e", dark: "#9198a1"),
      Rule(".curve.page", "stroke", light: "#ffffff", dark: "#0d1117"),
      Rule(".line", "stroke", light: "#8b949e", dark: "#6e7681"),
      Rule(".arrow", "fill", light: "#6e7781", dark: "#8b949e"),
      Rule(".tag", "fill", light: "#f6f8fa", dark: "#21262d"),
      Rule(".tag, .grid", "stroke", light: "#d1d9e0", dark: "#3d444d"),
      Rule(".box", "stroke", light: "#8c7a6b", dark: "#7d6a58"),
      Rule(".call:hover .line", "stroke", light: "#0969da", dark: "#4493f8"),
    ] + heat + levelFills + series

  /// From no share of the time to most of it.
  private static let heat = rules(for: Fill.heatRamp)

  /// The other fills of a diagram's boxes.
  private static let kinds = rules(for: Fill.kinds)

  /// The fills of boxes, and the text on them.
  private static func rules(for fills: [Fill]) -> [Rule] {
    fills.flatMap { fill in
      [
        Rule(".\(fill.name)", "fill", light: fill.light.fill, dark: fill.dark.fill),
        Rule(".on-\(fill.name)", "fill", light: fill.light.ink, dark: fill.dark.ink),
      ]
    }
  }

  /// From little to much: darker on light pages, lighter on dark ones.
  private static let levelFills: [Rule] = [
    ("#9fc3e0", "#3a6494"), ("#5fa3d3", "#4583c4"), ("#2b7bba", "#5ea9f5"), ("#0b4f94", "#a3d0ff"),
    ("#08264f", "#eaf4ff"),
  ].enumerated().map { Rule(".level\($0)", "fill", light: $1.0, dark: $1.1) }

  /// Colours that stay apart for colour-blind eyes and are dark (or light) enough for text.
  private static let series: [Rule] = [
    ("#0b62b0", "#58a6ff"), ("#c2410c", "#ff9b5e"), ("#00755a", "#3fcf9f"),
    ("#9c3d86", "#e6a0d3"), ("#7a5c00", "#e3c04b"), ("#4b4a9e", "#b3b0ff"),
  ].enumerated().flatMap { index, colors in
    [
      Rule(".curve.series\(index)", "stroke", light: colors.0, dark: colors.1),
      Rule(".fill.series\(index)", "fill", light: colors.0, dark: colors.1),
    ]
  }
}
