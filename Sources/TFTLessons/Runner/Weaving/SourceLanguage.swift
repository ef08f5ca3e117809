/// The language of a source file that pages show.
enum SourceLanguage: String {
  case swift, python, sh

  /// By the ending of the file's name; nil for other files.
  init?(of path: String) {
    switch path.split(separator: ".").last {
    case "swift": self = .swift
    case "py": self = .python
    case "sh": self = .sh
    default: return nil
    }
  }

  /// What a line that is a comment begins with.
  var comment: String { self == .swift ? "//" : "#" }
}
