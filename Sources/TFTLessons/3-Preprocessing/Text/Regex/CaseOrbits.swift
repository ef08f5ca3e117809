/// Scalars that differ in case alone, such as `k`, `K` and the Kelvin sign: what `(?i)` takes for the same.
enum CaseOrbits {
  /// Every group of two or more. They are found once, when a pattern first asks for them.
  ///
  /// Unicode calls it simple case folding. The standard library does not tell a scalar's folding, but the groups are those
  /// that its mappings to a single lower, upper and title case connect, without the dotless and the dotted i, which fold to
  /// nothing else.
  static let all: [[UInt32]] = {
    var leaders: [UInt32: UInt32] = [:]
    func leader(_ scalar: UInt32) -> UInt32 {
      var scalar = scalar
      while let next = leaders[scalar], next != scalar { scalar = next }
      return scalar
    }
    for value in UInt32(0)..<0x1FFFF where value != 0x130 && value != 0x131 {
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { continue }
      let properties = scalar.properties
      for mapping in [properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping] {
        guard let other = mapping.unicodeScalars.first?.value, mapping.unicodeScalars.count == 1 else {
          continue
        }
        let (first, second) = (leader(value), leader(other))
        leaders[max(first, second)] = min(first, second)
        leaders[min(first, second)] = min(first, second)
      }
    }
    let groups = Dictionary(grouping: leaders.keys, by: leader).values
    return groups.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }()
}
