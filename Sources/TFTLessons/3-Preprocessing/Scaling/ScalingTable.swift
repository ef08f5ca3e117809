import RawData

/// Which scaling each number gets: the only one, that of its element, or that of its row's key.
struct ScalingTable<Fitted: FittedScaling>: Sendable {
  /// For each key in order, one for each element.
  private let scalings: [Fitted]
  private let keys: PerKeyTable?
  /// For numbers whose key was not analyzed.
  private let unseen: Fitted?
  /// How many scalings a key has.
  private let elements: Int

  /// One for every number, or one for each element.
  init(_ scalings: [Fitted]) throws(RowError) {
    guard !scalings.isEmpty else { throw RowError("found no constants, expected some") }
    self.scalings = scalings
    (keys, unseen) = (nil, nil)
    elements = scalings.count
  }

  /// One for each key, or one for each key and element.
  init(_ scalings: [Fitted], keys: PerKeyTable, unseen: Fitted) throws(RowError) {
    guard
      keys.count == 0 ? scalings.isEmpty : scalings.count >= keys.count && scalings.count % keys.count == 0
    else { throw RowError("found \(scalings.count) constants for \(keys.count) keys") }
    self.scalings = scalings
    self.keys = keys
    self.unseen = unseen
    elements = keys.count == 0 ? 1 : scalings.count / keys.count
  }

  /// The scaling that every number gets, when there is only one.
  var single: Fitted? { keys == nil && elements == 1 ? scalings[0] : nil }

  /// The results of `body` for all numbers of `x`, with the scaling that each gets.
  func map(
    _ x: Operand,
    _ key: Operand?,
    _ body: (Fitted, Float) -> Float
  ) throws(RowError) -> [Float] {
    let values = try x.floats()
    if elements > 1 { try x.checkWidth(elements) }
    if let keys, let key { return try map(x, values, try keys.rows(of: key), key, body) }
    var results = values
    for element in 0..<elements {
      let scaling = scalings[element]
      for index in stride(from: element, to: values.count, by: elements) {
        results[index] = body(scaling, values[index])
      }
    }
    return results
  }

  private func map(
    _ x: Operand,
    _ values: [Float],
    _ rows: [Int],
    _ key: Operand,
    _ body: (Fitted, Float) -> Float
  ) throws(RowError) -> [Float] {
    var results = values
    try PerKeyRows(x.values, key.values).forEach { position, range in
      let row = rows[position]
      for index in range {
        let scaling =
          row < 0 ? unseen : scalings[row * elements + (elements > 1 ? index - range.lowerBound : 0)]
        if let scaling { results[index] = body(scaling, values[index]) }
      }
    }
    return results
  }

  /// The scalings' notices: that of the only one, or with the element or key each comes from.
  var notices: [String] {
    let found = scalings.enumerated().compactMap { index, scaling in
      scaling.notice.map { (index: index, text: $0) }
    }
    guard keys != nil || elements > 1 else { return found.map(\.text) }
    let shown = 5
    let texts = found.prefix(shown).map { notice in
      let element = elements > 1 ? "element \(notice.index % elements): " : ""
      return (keys.map { "key \($0.text(at: notice.index / elements)): " } ?? "") + element + notice.text
    }
    return found.count > shown ? texts + ["and \(found.count - shown) more"] : texts
  }
}
