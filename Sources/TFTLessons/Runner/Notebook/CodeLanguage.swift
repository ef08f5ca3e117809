/// What tells the parts of a program apart in a language.
struct CodeLanguage: Sendable {
  let keywords: Set<String>
  /// What begins a comment up to the end of the line.
  let lineComment: String
  /// Whether there are comments between `/*` and `*/`.
  var hasBlockComments = false
  /// The marks around a text.
  let quotes: String
  /// Whether a text between three quotes goes over several lines.
  var hasLongStrings = false
  /// Whether `\(...)` is a program in a text.
  var hasInterpolation = false
  /// Whether a name that begins with a capital is a type.
  var hasCapitalTypes = true
  /// What makes a keyword of the name after it: `@Test`, `#if`.
  var prefixes = ""

  /// The language of a fence; nil for one that is not coloured.
  static func named(_ name: String) -> CodeLanguage? {
    switch name {
    case "swift": swift
    case "python", "py": python
    case "sh", "bash", "shell", "zsh", "console": shell
    case "c++", "cpp", "c": cPlusPlus
    default: nil
    }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  private static let swift = CodeLanguage(
    keywords: words(
      "actor any as associatedtype async await break case catch class continue default defer deinit do else enum "
        + "extension fallthrough false fileprivate final for func get guard if import in indirect init inout internal is "
        + "lazy let mutating nil nonisolated open operator override package private protocol public repeat rethrows "
        + "return self Self set some static struct subscript super switch throw throws true try typealias unowned var "
        + "weak where while"
    ),
    lineComment: "//",
    hasBlockComments: true,
    quotes: "\"",
    hasLongStrings: true,
    hasInterpolation: true,
    prefixes: "@#"
  )

  private static let python = CodeLanguage(
    keywords: words(
      "and as assert async await break class continue def del elif else except False finally for from global if import "
        + "in is lambda None nonlocal not or pass raise return True try while with yield"
    ),
    lineComment: "#",
    quotes: "\"'",
    hasLongStrings: true,
    prefixes: "@"
  )

  private static let shell = CodeLanguage(
    keywords: words("case do done elif else esac export fi for function if in then while"),
    lineComment: "#",
    quotes: "\"'",
    hasCapitalTypes: false
  )

  private static let cPlusPlus = CodeLanguage(
    keywords: words(
      "auto bool break case catch char class const constexpr continue default delete do double else enum extern false "
        + "float for if inline int long namespace new nullptr operator private protected public return short signed "
        + "sizeof static struct switch template this throw true try typedef typename unsigned using virtual void while"
    ),
    lineComment: "//",
    hasBlockComments: true,
    quotes: "\"'",
    prefixes: "#"
  )
}
