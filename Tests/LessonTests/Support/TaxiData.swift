/// The path of a file in the project's `data` directory.
func taxiData(_ name: String) -> String {
  // From Tests/LessonTests/Support/TaxiData.swift four levels up.
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
  return root.joined(separator: "/") + "/data/\(name)"
}
