import RawData

extension ONNXGraph {
  /// One text for all.
  func text(_ text: String) -> ONNXValue { constant(.string(ByteStrings([text])), [1]) }

  /// Texts end to end, element by element.
  func join(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue {
    precondition(a.type == .string)
    return binary("StringConcat", a, b)
  }

  /// Whether texts match a pattern of RE2 as a whole.
  func matches(_ x: ONNXValue, _ pattern: String) -> ONNXValue {
    precondition(x.type == .string)
    return node(
      "RegexFullMatch",
      [x],
      [ONNXAttribute("pattern", .text(pattern))],
      type: .bool,
      shape: x.shape
    )
  }

  /// The place of each value among `keys`, texts or integers; `unknown` for one that is none of them.
  ///
  /// - Parameter keys: all different.
  func places(_ x: ONNXValue, among keys: FeatureValues, unknown: Int64) -> ONNXValue {
    guard keys.valueCount > 0 else { return add(multiplyByZero(x), number(unknown)) }
    let keysAttribute: ONNXAttribute
    switch keys.storage {
    case .string(let texts): keysAttribute = ONNXAttribute("keys_strings", .texts(texts))
    case .int64(let integers): keysAttribute = ONNXAttribute("keys_int64s", .ints(integers.map { Int($0) }))
    case .float32: preconditionFailure("floats are no keys")
    }
    precondition(x.type == ONNXType(keys.type))
    let attributes = [
      keysAttribute, ONNXAttribute("values_int64s", .ints(Array(0..<keys.valueCount))),
      ONNXAttribute("default_int64", .int(Int(unknown))),
    ]
    return node("LabelEncoder", [x], attributes, domain: .machineLearning, type: .int64, shape: x.shape)
  }

  /// A zero for each value, of any type.
  private func multiplyByZero(_ x: ONNXValue) -> ONNXValue {
    multiply(cast(equal(x, x), to: .int64), number(Int64(0)))
  }

  /// Letters of ASCII in another case.
  func changingCase(_ x: ONNXValue, to action: String) -> ONNXValue {
    precondition(x.type == .string)
    // The operation takes vectors alone, and none that is empty.
    let flat = withOneMore(reshape(x, [nil, x.size]), text(""))
    let line = node(
      "Reshape",
      [flat, number(Int64(-1))],
      type: .string,
      shape: [.batchAndOne]
    )
    // The locale "C" is on every machine, and has no letters but ASCII's.
    let attributes = [
      ONNXAttribute("case_change_action", .text(action)), ONNXAttribute("locale", .text("C")),
    ]
    let changed = node("StringNormalizer", [line], attributes, type: .string, shape: [.batchAndOne])
    let rows = node(
      "Reshape",
      [changed, constant(.int64([-1, Int64(x.width)]), [2])],
      type: .string,
      shape: [.batchAndOne, .fixed(x.width)]
    )
    return withoutLast(rows)
  }

  /// A row of `value` behind the rows, so that there is one.
  func withOneMore(_ x: ONNXValue, _ value: ONNXValue) -> ONNXValue {
    precondition(x.shape.count == 2 && x.shape[0] == .batch && x.type == value.type)
    let row = constantRow(value, width: x.width)
    return node(
      "Concat",
      [x, row],
      [ONNXAttribute("axis", .int(0))],
      type: x.type,
      shape: [.batchAndOne, .fixed(x.width)]
    )
  }

  private func constantRow(_ value: ONNXValue, width: Int) -> ONNXValue {
    let sizes = constant(.int64([1, Int64(width)]), [2])
    return node("Expand", [value, sizes], type: value.type, shape: [.fixed(1), .fixed(width)])
  }

  /// The rows without the one that `withOneMore` has put behind them.
  func withoutLast(_ x: ONNXValue) -> ONNXValue {
    precondition(x.shape[0] == .batchAndOne)
    return node(
      "Slice",
      [x, number(Int64(0)), number(Int64(-1)), number(Int64(0))],
      type: x.type,
      shape: [.batch] + x.shape.dropFirst()
    )
  }

  /// What stands before the first `separator` of each text, and what stands behind it.
  ///
  /// - Parameter x: one text in each row, in a batch with at least one row whose text has a separator.
  func split(_ x: ONNXValue, at separator: String) -> (before: ONNXValue, after: ONNXValue) {
    precondition(x.shape == [.batchAndOne, .fixed(1)])
    let attributes = [ONNXAttribute("delimiter", .text(separator)), ONNXAttribute("maxsplit", .int(1))]
    let pieces = nodes(
      "StringSplit",
      [x],
      attributes,
      results: [
        (.string, [.batchAndOne, .fixed(1), .fixed(2)]), (.int64, [.batchAndOne, .fixed(1)]),
      ]
    )[0]
    let pair = reshape(pieces, [nil, 2])
    return (column(pair, 0), column(pair, 1))
  }
}
