/// What a comment on a lesson's page asks for.
enum PageMarker: Hashable, Sendable {
  /// `<!-- code: Sources/.../File.swift#region -->`
  case code(path: String, region: String)
  /// `<!-- output: 2/first-record -->`: the lesson and the cell.
  case output(String)
  /// `<!-- figure: 6/journey/layers -->`: the lesson, the cell that draws it, and the file.
  case figure(String)

  /// - Parameter comment: what is between `<!--` and `-->`; nil when it is something else.
  init?(_ comment: some StringProtocol) {
    let words = String(comment).split(separator: " ").map { String($0) }
    guard words.count == 2 else { return nil }
    switch words[0] {
    case "output:": self = .output(words[1])
    case "figure:": self = .figure(words[1])
    case "code:":
      let parts = words[1].split(separator: "#").map(String.init)
      guard parts.count == 2 else { return nil }
      self = .code(path: parts[0], region: parts[1])
    default: return nil
    }
  }
}
