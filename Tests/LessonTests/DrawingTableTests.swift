import Drawing
import Testing

/// Tables of text.
extension DrawingTests {
  @Suite struct Tables {
    @Test func `columns are aligned, also with wide characters and several lines`() {
      var table = TextTable(columns: [("task", .left), ("rows", .right)])
      table.addRow(["read", "10000"])
      table.addRow(["読む 🚕", "e\u{301}"])
      table.addRow(["two\nlines", "a\tb\u{7}"])
      // A terminal gives each of 読, む and 🚕 two columns.
      #expect(
        table.render() == """
          ┌─────────┬───────┐
          │ task    │  rows │
          ├─────────┼───────┤
          │ read    │ 10000 │
          │ 読む 🚕 │     e\u{301} │
          │ two     │  a b\u{FFFD} │
          │ lines   │       │
          └─────────┴───────┘

          """
      )
    }

    @Test func `a table without rows is its heading, and one without columns is nothing`() {
      let table = TextTable(columns: [("a", .left), ("", .right)])
      #expect(table.render() == "┌───┬──┐\n│ a │  │\n└───┴──┘\n")
      #expect(TextTable(columns: []).render().isEmpty)
    }

    @Test(arguments: [
      ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("→─…", 3), ("한글", 4), ("ｱ", 1), ("Ａ", 2), ("👩‍👩‍👧", 2),
      ("❤️", 2), ("❤", 1), ("🇩🇪", 2), ("\u{200B}", 0), ("𠮷", 2),
    ])
    func `text is as wide as terminals draw it`(text: String, columns: Int) {
      #expect(text.columns == columns)
    }

    @Test func `a row of the wrong length stops the program`() async {
      await #expect(processExitsWith: .failure) {
        var table = TextTable(columns: [("a", .left)])
        table.addRow(["1", "2"])
      }
    }
  }
}
