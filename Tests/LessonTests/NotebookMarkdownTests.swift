import Testing

@testable import Runner

/// Markdown on a terminal, word for word.
@Suite("Notebook: Markdown")
struct NotebookMarkdownTests {
  /// The page without colour.
  static func plain(_ page: String, width: Int = 40) -> String {
    MarkdownRenderer(width: width, palette: Palette(isColorful: false)).text(MarkdownParser.blocks(page))
  }

  /// The page with colour, where `^` stands for the escape byte.
  static func colored(_ page: String, width: Int = 40) -> String {
    MarkdownRenderer(width: width, palette: Palette(isColorful: true)).text(MarkdownParser.blocks(page))
      .replacing("\u{1B}", with: "^")
  }

  @Test(arguments: [
    ("# One\ntext\n", "One\n═══\n\ntext\n"), ("Two\n---\n", "Two\n───\n"), ("### Three ###", "Three\n"),
    ("# 記録 files", "記録 files\n══════════\n"), ("#hashtag and #2", "#hashtag and #2\n"),
    ("one\ntwo\n\nthree", "one two\n\nthree\n"), ("one  \ntwo", "one\ntwo\n"),
    ("a\n\n---\n\nb", "a\n\n\(rule)\n\nb\n"),
    ("1986. A great year.", "1986. A great year.\n"), ("it was\n1986. Then", "it was 1986. Then\n"),
    ("", ""), ("tab\there \u{7}\u{1B}[31mred", "tab here ��[31mred\n"),
  ])
  func `paragraphs, headings and rules`(page: String, shown: String) {
    #expect(Self.plain(page) == shown)
  }

  private static let rule = String(repeating: "─", count: 40)

  @Test(arguments: [
    ("**bold** and *it*, __bold__ and _it_, ***both***", "bold and it, bold and it, both"),
    ("2 * 3 * 4, a_name_here, * star, **", "2 * 3 * 4, a_name_here, * star, **"),
    ("`code`, `two words`, ``a ` b``", "code, ‘two words’, ‘a ` b’"), (#"\*no\* \`no\`"#, "*no* `no`"),
    ("`**x** <b>`", "‘**x** <b>’"), ("**bold with `code **` in it**", "bold with ‘code **’ in it"),
    ("[page](a.md), [top](#top), 3 [6](#notes)", "page (a.md), top, 3 [6]"),
    ("[https://a.b](https://a.b) <https://c.d>", "https://a.b https://c.d"),
    ("[1] and a[0](x)", "[1] and a0 (x)"),
    ("see ![a picture](b.svg) there", "see a picture (b.svg) there"),
    ("a <b>bold</b><br>x<sub>2</sub> &lt;tag&gt; &amp; &rarr;", "a bold\nx2 <tag> & →"),
    ("Column<Float> is no tag, 1 < 2 > 0", "Column<Float> is no tag, 1 < 2 > 0"),
    ("a <!-- hidden --> b", "a b"), ("AT&T; &unknown;", "AT&T; &unknown;"),
  ])
  func `marks in a line`(page: String, shown: String) {
    #expect(Self.plain(page, width: 80) == shown + "\n")
  }

  @Test func `lists are indented, nested, numbered and divided`() {
    let page = """
      - one that is long enough to go over
        two lines
      - two
        - inner
          1. deep
      * another list

      9. nine
      10. ten

          code

      11. eleven
      """
    let shown = """
      • one that is long enough to
        go over two lines
      • two
        ◦ inner
          1. deep

      • another list

       9. nine

      10. ten

          code

      11. eleven

      """
    #expect(Self.plain(page, width: 28) == shown)
  }

  @Test func `a quote has a bar, code keeps its lines, and both go on inside of each other`() {
    let page = "> one two three\n> four\n>\n> ```text\n> a  b\n> ```\n\n~~~\n```\n~~~\n"
    #expect(Self.plain(page, width: 12) == "│ one two\n│ three four\n│\n│   a  b\n\n  ```\n")
  }

  @Test func `a table is drawn, and divided where it is too wide`() {
    let page = "| to do | `TFT` |\n|---|---:|\n| **read** it | 1 |\n| a \\| b | |\n"
    let drawn = """
      ┌─────────┬─────┐
      │ to do   │ TFT │
      ├─────────┼─────┤
      │ read it │   1 │
      │ a | b   │     │
      └─────────┴─────┘

      """
    #expect(Self.plain(page) == drawn)
    let narrow = """
      ┌──────┬─────┐
      │ to   │ TFT │
      │ do   │     │
      ├──────┼─────┤
      │ read │   1 │
      │ it   │     │
      │ a |  │     │
      │ b    │     │
      └──────┴─────┘

      """
    #expect(Self.plain(page, width: 14) == narrow)
  }

  @Test func `a picture is where it is and what it shows, HTML is what is in it`() {
    let page = """
      ![A long line that says what `it` shows.](figures/6-journey/features.svg)

      <details>
      <summary>More</summary>

      inside

      </details>

      <picture>
        <source srcset="dark.svg">
        <img alt="The run" src="light.svg">
      </picture>
      <!-- nothing
      at all -->
      """
    let shown = """
      [figure] figures/6-journey/
        features.svg
        A long line that says what it
        shows.

      More

      inside

      [figure] light.svg
        The run

      """
    #expect(Self.plain(page, width: 34) == shown)
  }

  @Test func `colours begin and end with what they colour`() {
    #expect(Self.colored("a **b** `c d`") == "a ^[1mb^[0m ^[36mc d^[0m\n")
    #expect(Self.colored("**a `b`**") == "^[1ma ^[0m^[1;36mb^[0m\n")
    #expect(Self.colored("## A b") == "^[1;35mA b^[0m\n^[1;35m───^[0m\n")
    #expect(Self.colored("[a b](c)", width: 3) == "^[4ma b^[0m\n(c)\n")
    #expect(Self.colored("- *a*") == "^[2m• ^[0m^[3ma^[0m\n")
    #expect(Self.colored("```swift\nlet x = 1\n```") == "  ^[35mlet^[0m x = ^[32m1^[0m\n")
    #expect(Self.colored("```text\nlet x = 1\n```") == "  let x = 1\n")
  }
}
