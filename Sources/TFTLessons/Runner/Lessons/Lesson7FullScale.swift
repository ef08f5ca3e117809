import FullScale
import RawData

extension Lesson {
  static let fullScale = Lesson(
    number: 7,
    title: "Full scale",
    summary: "The same pipeline on more rows than fit in memory: shard by shard, and merged.",
    cells: []
  )
}
