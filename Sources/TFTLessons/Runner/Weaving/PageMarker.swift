/// What a comment on a lesson's page asks for: `<!-- code: Sources/.../File.swift#region -->` or
/// `<!-- output: 2/first-record -->`.
enum PageMarker: Equatable, Sendable {
  case code(path: String, region: String)
  case output(String)

  /// - Parameter comment: what is between `<!--` and `-->`; nil when it is something else.
  init?(_ comment: some StringProtocol) {
    let words = comment.split(separator: " ")
    guard words.count == 2 else { return nil }
    if words[0] == "output:" {
      self = .output(String(words[1]))
      return
    }
    let parts = words[1].split(separator: "#")
    guard words[0] == "code:", parts.count == 2 else { return nil }
    self = .code(path: String(parts[0]), region: String(parts[1]))
  }
}
