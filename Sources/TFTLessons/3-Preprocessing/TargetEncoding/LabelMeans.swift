import RawData

/// How many labels there are in each group of rows, and their exact sums; groups are numbered from 0. 56 bytes for each.
struct LabelMeans: Sendable {
  private var sums: [WeightSum] = []
  private var counts: [Int] = []

  /// Makes room for `groups` groups.
  mutating func reserve(_ groups: Int) {
    let added = Swift.max(0, groups - counts.count)
    counts.append(contentsOf: repeatElement(0, count: added))
    sums.append(contentsOf: repeatElement(WeightSum(), count: added))
  }

  /// Adds a finite label to a group that there is room for.
  mutating func add(_ label: Float, to group: Int) {
    sums[group].add(label)
    counts[group] += 1
  }

  /// Adds all labels of a group of `other` to a group that there is room for.
  mutating func add(_ other: LabelMeans, _ otherGroup: Int, to group: Int) {
    guard other.counts[otherGroup] > 0 else { return }
    sums[group].merge(other.sums[otherGroup])
    counts[group] += other.counts[otherGroup]
  }

  /// How many labels a group has.
  func count(of group: Int) -> Int { counts[group] }

  /// The sum of the labels of all of `groups`, rounded once, and their number.
  func total(of groups: [Int]) -> (sum: Double, count: Int) {
    var total = LabelMeans()
    total.reserve(1)
    for group in groups { total.add(self, group, to: 0) }
    return (total.sums[0].value, total.counts[0])
  }

  /// Writes a group.
  func encode(_ group: Int, to encoder: inout StateEncoder) {
    encoder.write(counts[group])
    sums[group].encode(to: &encoder)
  }

  /// Reads the next group.
  mutating func restoreNext(from decoder: inout StateDecoder) throws(StateError) {
    let count = try decoder.readRowCount()
    let sum = try WeightSum(from: &decoder)
    guard count != 0 || sum == WeightSum() else { throw StateError("found a sum of no labels") }
    counts.append(count)
    sums.append(sum)
  }
}
