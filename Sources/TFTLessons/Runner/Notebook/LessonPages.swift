import RawData

/// The pages of the lessons that are to be run, as far as they are found.
struct LessonPages: Sendable {
  private var pages: [Int: LessonPage] = [:]
  /// What a reader should know where a page is missing.
  private(set) var notice: String?

  /// No pages: lessons are shown in short.
  init() {}

  /// - Parameter folder: where the pages are; nil looks for it.
  /// - Throws: `FileError` when `folder` has not a page of each lesson, `InputError` for a page that does not fit its lesson.
  init(of lessons: [Lesson], in folder: String?) throws {
    let found = folder.map(PageFolder.init) ?? PageFolder.find()
    for lesson in lessons {
      guard let path = found?.page(lesson.number) else {
        if let folder {
          throw FileError(
            path: folder,
            problem: "found no page of lesson \(lesson.number), expected a file \(lesson.pageName)"
          )
        }
        continue
      }
      pages[lesson.number] = try LessonPage(
        contentsOf: path,
        cells: lesson.cells.map { "\(lesson.number)/\($0.name)" }
      )
    }
    let missing = lessons.filter { pages[$0.number] == nil }
    guard let first = missing.first else { return }
    let place = found?.path ?? "Lessons, here or in a directory that the program's file is in"
    notice =
      "found no page \(first.pageName) in \(place): each cell comes with one sentence; --lessons DIR says where the pages are"
  }

  subscript(lesson: Lesson) -> LessonPage? { pages[lesson.number] }
}

extension Lesson {
  /// `02-tfrecords.md`.
  fileprivate var pageName: String { "\(number < 10 ? "0" : "")\(number)-\(name).md" }
}
