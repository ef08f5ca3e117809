import RawData

extension TokenChanges {
  /// What is different between two lists of distinct tokens; nil when nothing is.
  init?(from before: ByteStrings, to after: ByteStrings, areRanked: Bool) {
    var (first, second) = (KeyIndex(), KeyIndex())
    _ = first.insert(before)
    _ = second.insert(after)
    let (ranksAfter, ranksBefore) = (second.find(before), first.find(after))
    self.init(
      countBefore: before.count,
      countAfter: after.count,
      gained: ranksBefore.indices.filter { ranksBefore[$0] < 0 }.map { Array(after[$0]) },
      lost: ranksAfter.indices.filter { ranksAfter[$0] < 0 }.map { Array(before[$0]) },
      moved: !areRanked
        ? []
        : ranksAfter.indices.filter { ranksAfter[$0] >= 0 && ranksAfter[$0] != $0 }.map {
          Move(token: Array(before[$0]), before: $0, after: ranksAfter[$0])
        }
    )
    if gained.isEmpty, lost.isEmpty, moved.isEmpty { return nil }
  }
}
