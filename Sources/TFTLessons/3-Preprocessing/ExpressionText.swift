import RawData

/// How one operation of an expression is written: `add(`, its operands or a text of its own, `)`.
package struct ExpressionForm<Operand> {
  var prefix: String
  /// Written between commas.
  var operands: [Operand]
  /// Written where there are no operands.
  var text: String
  var suffix: String

  /// A name or a number, always written as it is.
  package init(name: String) {
    (prefix, operands, text, suffix) = (name, [], "", "")
  }

  /// A text that may be left out where there is no room for it.
  package init(_ prefix: String = "", text: String, _ suffix: String = "") {
    (self.prefix, operands, self.text, self.suffix) = (prefix, [], text, suffix)
  }

  /// An operation on operands.
  package init(_ prefix: String, _ operands: [Operand], _ suffix: String) {
    (self.prefix, self.operands, text, self.suffix) = (prefix, operands, "", suffix)
  }

  fileprivate var canBeLeftOut: Bool { !operands.isEmpty || !text.isEmpty }
}

/// An expression as text of a bounded length: `divide(add(pickup_longitude, 78.0), 8.0)`.
///
/// An operand that several operations share stands there for each of them, so that a small graph can be an endless text:
/// `x = x + x`, sixty times, has 2^60 of them. What no longer fits is left out, the innermost first: `add(add(…), add(…))`.
package struct ExpressionText<Operand> {
  /// How many bytes an expression takes at most, for a root of reasonable name.
  package static var limit: Int { 1000 }
  /// What stands where something is left out.
  package static var ellipsis: String { "\u{2026}" }
  private static var separator: String { ", " }

  /// The operations in the text, those of a level before those of the next.
  private var forms: [ExpressionForm<Operand>] = []
  /// Where an operation's operands are among `forms`; nil where they, or its text, are left out.
  private var operands: [Range<Int>?] = []

  /// The expression of `root`.
  ///
  /// - Complexity: O(`limit`), however large the expression is.
  package static func text(of root: Operand, _ form: (Operand) -> ExpressionForm<Operand>) -> String {
    var expression = ExpressionText()
    expression.build(form(root), form)
    var text = ""
    expression.write(0, to: &text)
    return text
  }

  private mutating func build(
    _ root: ExpressionForm<Operand>,
    _ form: (Operand) -> ExpressionForm<Operand>
  ) {
    var length = add(root)
    var index = 0
    while index < forms.count {
      defer { index += 1 }
      let own = forms[index]
      guard own.canBeLeftOut else { continue }
      // Many operands do not fit, whatever they are.
      guard own.operands.count <= Self.limit else { continue }
      let inner = own.operands.map(form)
      let separators = Swift.max(0, inner.count - 1) * Self.separator.utf8.count
      let added =
        own.text.utf8.count + separators
        + inner.reduce(-Self.ellipsis.utf8.count) { $0 + Self.length(of: $1) }
      guard length + added <= Self.limit else { continue }
      length += added
      operands[index] = forms.count..<forms.count + inner.count
      for operand in inner { _ = add(operand) }
    }
  }

  /// Adds an operation whose inside is left out; its length.
  private mutating func add(_ form: ExpressionForm<Operand>) -> Int {
    forms.append(form)
    operands.append(nil)
    return Self.length(of: form)
  }

  /// The length of an operation whose inside is left out.
  private static func length(of form: ExpressionForm<Operand>) -> Int {
    form.prefix.utf8.count + form.suffix.utf8.count + (form.canBeLeftOut ? ellipsis.utf8.count : 0)
  }

  private func write(_ index: Int, to text: inout String) {
    let form = forms[index]
    text += form.prefix
    if let operands = operands[index] {
      text += form.text
      for operand in operands {
        if operand != operands.lowerBound { text += Self.separator }
        write(operand, to: &text)
      }
    } else if form.canBeLeftOut {
      text += Self.ellipsis
    }
    text += form.suffix
  }
}

extension ExpressionForm {
  /// The values of a constant, between spaces.
  package init(constant values: FeatureValues) {
    // More values than the limit has bytes do not fit, and need not be written to see that.
    let count = Swift.min(values.valueCount, ExpressionText<Operand>.limit)
    let text = (0..<count).map(values.text).joined(separator: " ")
    if count <= 1 { self.init(name: text) } else { self.init(text: text) }
  }
}
