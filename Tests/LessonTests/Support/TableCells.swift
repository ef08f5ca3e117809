/// The cells of the tables in a text, row by row, without the lines between them and the spaces around them.
func tableCells(_ text: String) -> [[String]] {
  text.split(separator: "\n").filter { $0.hasPrefix("│") }.map { line in
    line.dropFirst().dropLast().split(separator: "│").map { cell in
      var cell = cell.drop { $0 == " " }
      while cell.last == " " { cell.removeLast() }
      return String(cell)
    }
  }
}
