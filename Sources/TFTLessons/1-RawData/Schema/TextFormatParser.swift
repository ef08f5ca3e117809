/// A recursive-descent parser of protobuf text format.
///
/// It knows the grammar and no message types: every field, known or not, must be well-formed.
/// Rule: protobuf.dev, "Text Format Language Specification".
struct TextFormatParser {
  private let source: TextFormatSource
  private var lexer: TextFormatLexer
  private var token: TextFormatLexer.Token
  private var depth = 0
  /// Protobuf's own limit: deeper messages are refused before they can exhaust the stack.
  private static let deepest = 100

  private typealias Field = TextFormatMessage.Field

  /// The message that the whole of `source` is.
  static func message(_ source: TextFormatSource) throws(InputError) -> TextFormatMessage {
    var parser = try TextFormatParser(source)
    var message = TextFormatMessage()
    while parser.token.kind != .end { try parser.appendField(to: &message, expected: "a field name") }
    return message
  }

  private init(_ source: TextFormatSource) throws(InputError) {
    self.source = source
    lexer = TextFormatLexer(source)
    token = try lexer.next()
  }

  /// Reads a field and the separator after it.
  private mutating func appendField(to message: inout TextFormatMessage, expected: String) throws(InputError)
  {
    let name = try fieldName(expected)
    let hasColon = try take(":")
    switch token.kind {
    case .symbol("["): try appendList(of: name, hasColon: hasColon, to: &message)
    case .symbol("{"), .symbol("<"): message.fields.append(try messageField(name, isListed: false))
    default:
      guard hasColon else { throw source.error(token.range, expected: "\":\" or \"{\" after \(name)") }
      message.fields.append(try scalarField(name, isListed: false))
    }
    if try !take(",") { _ = try take(";") }
  }

  /// An identifier; the number of an unknown field; an extension's or a type's name in brackets.
  private mutating func fieldName(_ expected: String) throws(InputError) -> String {
    switch token.kind {
    case .identifier: break
    case .number where source.bytes[token.range].allSatisfy { 48...57 ~= $0 }: break
    case .symbol("["):
      let name = try lexer.bracketedName(from: token.range.lowerBound)
      token = try lexer.next()
      return name
    default: throw source.error(token.range, expected: expected)
    }
    let name = text
    token = try lexer.next()
    return name
  }

  /// Reads `[a, b]`; without a colon before it, the values must be messages.
  private mutating func appendList(
    of name: String,
    hasColon: Bool,
    to message: inout TextFormatMessage
  ) throws(InputError) {
    token = try lexer.next()
    guard try !take("]") else { return }
    repeat {
      let isMessage = token.kind == .symbol("{") || token.kind == .symbol("<")
      guard hasColon || isMessage else { throw source.error(token.range, expected: "\"{\" or \"<\"") }
      message.fields.append(
        try isMessage ? messageField(name, isListed: true) : scalarField(name, isListed: true)
      )
    } while try take(",")
    guard try take("]") else { throw source.error(token.range, expected: "\",\" or \"]\"") }
  }

  private mutating func messageField(_ name: String, isListed: Bool) throws(InputError) -> Field {
    let opening = token.range
    let closing: Unicode.Scalar = token.kind == .symbol("{") ? "}" : ">"
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw source.error(opening, expected: "at most \(Self.deepest) messages inside each other")
    }
    token = try lexer.next()
    var message = TextFormatMessage()
    while token.kind != .symbol(closing) {
      guard token.kind != .end else {
        let line = source.line(of: opening.lowerBound)
        throw source.error(
          token.range,
          expected: "\"\(closing)\" for the \(quoted(source.bytes[opening])) of line \(line)"
        )
      }
      try appendField(to: &message, expected: "a field name or \"\(closing)\"")
    }
    let range = opening.lowerBound..<token.range.upperBound
    token = try lexer.next()
    return Field(name: name, value: .message(message), range: range, isListed: isListed)
  }

  private mutating func scalarField(_ name: String, isListed: Bool) throws(InputError) -> Field {
    let start = token.range.lowerBound
    var end = token.range.upperBound
    var value = TextFormatMessage.Value.scalar(text)
    switch token.kind {
    case .string:
      var bytes: [UInt8] = []
      while token.kind == .string {
        bytes += try TextFormatString.unescaped(source, token.range)
        end = token.range.upperBound
        token = try lexer.next()
      }
      return Field(name: name, value: .string(bytes), range: start..<end, isListed: isListed)
    case .identifier, .number: break
    case .symbol("-"):
      token = try lexer.next()
      let isSpecial = ["inf", "infinity", "nan"].contains(text.lowercased())
      guard token.kind == .number || token.kind == .identifier && isSpecial else {
        throw source.error(token.range, expected: "a number after \"-\"")
      }
      value = .scalar("-\(text)")
      end = token.range.upperBound
    default: throw source.error(token.range, expected: "a value for \(name)")
    }
    token = try lexer.next()
    return Field(name: name, value: value, range: start..<end, isListed: isListed)
  }

  private var text: String { String(decoding: source.bytes[token.range], as: UTF8.self) }

  /// Moves past `symbol` if it is next; whether it was.
  private mutating func take(_ symbol: Unicode.Scalar) throws(InputError) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    token = try lexer.next()
    return true
  }
}
