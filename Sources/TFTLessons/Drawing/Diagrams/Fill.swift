/// What a box's colour says.
package enum Fill: Hashable, Sendable {
  /// A share of the whole, in steps from 0; see `SVGStyle.heatSteps`.
  case heat(Int)
  /// Where data come in.
  case source
  /// Something done row by row, or layer by layer.
  case operation
  /// Something that needs all rows.
  case fullPass
  /// What comes out.
  case result

  /// Its class in the style sheet.
  var name: String {
    switch self {
    case .heat(let step): "heat\(step)"
    case .source: "source"
    case .operation: "operation"
    case .fullPass: "full-pass"
    case .result: "result"
    }
  }

  /// The colour on a light page, and that of the text on it.
  var light: (fill: String, ink: String) { colors.light }
  /// The same on a dark page.
  var dark: (fill: String, ink: String) { colors.dark }

  private var colors: (light: (fill: String, ink: String), dark: (fill: String, ink: String)) {
    switch self {
    case .heat(let step): Self.heat[min(max(step, 0), Self.heat.count - 1)]
    case .source: (("#ddf4ff", "#0a3069"), ("#0c2d4d", "#cae8ff"))
    case .operation: (("#f6f8fa", "#1f2328"), ("#21262d", "#e6edf3"))
    case .fullPass: (("#fdbe85", "#1f2328"), ("#77451d", "#fdf3ea"))
    case .result: (("#dafbe1", "#0a3d1c"), ("#0f3a20", "#c8f3d4"))
    }
  }

  /// From no share to most of it. The text changes sides where the fill gets strong.
  private static let heat: [(light: (fill: String, ink: String), dark: (fill: String, ink: String))] = [
    (("#fffdfa", "#1f2328"), ("#161b22", "#e6edf3")),
    (("#feefdc", "#1f2328"), ("#35261d", "#e6edf3")),
    (("#fddcb5", "#1f2328"), ("#51331f", "#f3ede6")),
    (("#fdbe85", "#1f2328"), ("#77451d", "#fdf3ea")),
    (("#f38a45", "#1f1408"), ("#a85a18", "#ffffff")),
    (("#b93f0a", "#ffffff"), ("#f08a3c", "#160b02")),
  ]

  /// All steps of `heat`.
  static let heatRamp: [Fill] = (0..<SVGStyle.heatSteps).map { .heat($0) }
  /// All others.
  static let kinds: [Fill] = [.source, .operation, .fullPass, .result]
}
