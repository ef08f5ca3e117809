import RawData

/// How many labels there are in each group of rows, and their exact sums; groups are numbered from 0. 56 bytes for each.
struct LabelMeans: Sendable {
  private var sums = WeightSums()
  private var counts: [Int] = []

  /// Makes room for `groups` groups.
  mutating func reserve(_ groups: Int) {
    counts.append(contentsOf: repeatElement(0, count: Swift.max(0, groups - counts.count)))
  }

  /// Adds a finite label to a group that there is room for.
  mutating func add(_ label: Float, to group: Int) {
    sums.add(label, to: group)
    counts[group] += 1
  }

  /// Adds all labels of a group of `other` to a group that there is room for.
  mutating func add(_ other: LabelMeans, _ otherGroup: Int, to group: Int) {
    guard other.counts[otherGroup] > 0 else { return }
    sums.add(other.sums, otherGroup, to: group)
    counts[group] += other.counts[otherGroup]
  }

  /// How many labels a group has.
  func count(of group: Int) -> Int { counts[group] }

  /// The sum of the labels of all of `groups`, rounded once, and their number.
  func total(of groups: [Int]) -> (sum: Double, count: Int) {
    var total = LabelMeans()
    total.reserve(1)
    for group in groups { total.add(self, group, to: 0) }
    return (total.sums.value(0), total.counts[0])
  }

  /// Writes a group.
  func encode(_ group: Int, to encoder: inout StateEncoder) {
    encoder.write(counts[group])
    sums.encode(group, to: &encoder)
  }

  /// Reads the next group.
  mutating func restoreNext(from decoder: inout StateDecoder) throws(StateError) {
    counts.append(try decoder.readRowCount())
    try sums.restoreNext(from: &decoder)
    guard counts.last != 0 || sums.value(counts.count - 1) == 0 else {
      throw StateError("found a sum of no labels")
    }
  }
}
