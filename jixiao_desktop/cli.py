"""The command line `jixiao`: read, show, check, print and carry over form books, for batches and finance offices.

Exit 0 done; 1 only from `check`, when there are errors; 2 bad input or usage: one Chinese sentence on stderr and
nothing written. `--json` prints UTF-8 JSON alone on standard output, on every system.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from . import __version__
from .domain.book import Book, Doubt
from .domain.errors import UserError
from .domain.printing import FORMS
from .domain.profile import Profile

if TYPE_CHECKING:
    from .domain.comparison import Difference
    from .export.batch import Wish

PROGRAM = "jixiao"
_USAGE_ERRORS = (
    (r"the following arguments are required: (.+)", "缺少参数：{}。"),
    (r"argument (?:命令|command): invalid choice: '?(.*?)'? \(.*", "没有“{}”这个命令。"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)", "参数 {} 不能是“{}”，可以是：{}。"),
    (r"argument (.+?): expected one argument", "参数 {} 后面缺少内容。"),
    (r"argument (.+?): expected at least one argument", "参数 {} 后面缺少内容。"),
    (r"argument (.+?): invalid int value: '?(.*?)'?$", "参数 {} 应当是数字，不能是“{}”。"),
    (r"argument (.+?): not allowed with argument (.+)", "参数 {} 和 {} 不能同时使用。"),
    (r"unrecognized arguments: (.+)", "多出了不认识的参数：{}。"),
    (r"ambiguous option: (\S+).*", "参数 {} 不明确。"),
)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese, which raises UserError instead of leaving the program."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, words in _USAGE_ERRORS:
            found = re.match(pattern, message)
            if found:
                raise UserError(words.format(*found.groups()) + f"用法见 {self.prog} --help。")
        raise UserError(f"命令行有误（{message}）。用法见 {self.prog} --help。")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=PROGRAM, description="部门预算项目支出绩效目标：读入、检查、输出、编制下年度")
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}", help="显示版本")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        return sub

    sub = command("import", _import, "读入别处的表（Excel、PDF、Word、文本），存成 .jixiao 文件，并列出待核对项")
    sub.add_argument("source", nargs="+", metavar="SRC", help="要读入的文件，- 表示标准输入")
    _output(sub, "BOOK.jixiao")
    sub.add_argument("--year", type=int, metavar="Y", help="年度（表名中没有年度时填写）")
    _profile_and_json(sub)

    sub = command("show", _show, "显示一份填报文件的全部内容")
    sub.add_argument("book", metavar="BOOK", help=".jixiao 文件")
    sub.add_argument("--json", action="store_true", help="输出 JSON")

    sub = command("check", _check, "按填报规则检查一份填报文件；有错误时退出码为 1")
    sub.add_argument("book", metavar="BOOK", help=".jixiao 文件")
    _profile_and_json(sub)

    sub = command("export", _export, "输出正式表（.pdf、.xlsx）或数据（.csv、.json）；多份填报输出到一个文件夹")
    sub.add_argument("book", nargs="+", metavar="BOOK", help=".jixiao 文件；输出到文件夹时可以有多份，也可以是文件夹")
    sub.add_argument(
        "-o", "--output", required=True, metavar="OUT",
        help="输出到哪个文件（已有则替换），或哪个文件夹（以 / 结尾），或打包为 .zip",
    )  # fmt: skip
    sub.add_argument(
        "--form", metavar="FORM", default=FORMS[0],
        help=f"{'、'.join(FORMS)}（默认{FORMS[0]}）、明细表、填报模板；输出到文件夹时可用逗号列出几种",
    )  # fmt: skip
    sub.add_argument("--format", metavar="F", help="输出到文件夹时的格式：pdf（默认）、xlsx、xlsx-print、csv、json")
    sub.add_argument("--by-unit", action="store_true", help="输出到文件夹时，每个单位一个文件")
    sub.add_argument("--name", metavar="PATTERN", help="输出到文件夹时的文件名格式，如 {单位}_{年度}{表名}_{阶段}")
    sub.add_argument("--print-layout", action="store_true", help="Excel 按打印分页拆开合并单元格（打印版）")
    sub.add_argument("--each-unit", action="store_true", help="每个单位单独成表：一个单位一个工作表，PDF 各起新页")
    sub.add_argument("--into", metavar="BLANK.xlsx", type=Path, help="填入财政部门下发的空白工作簿，保留其格式")
    sub.add_argument("--unit", action="append", metavar="U", help="只输出这个单位（编码，可多次给出）")
    sub.add_argument("--project", action="append", metavar="P", help="只输出这个项目（编码，可多次给出）")
    sub.add_argument("--profile", metavar="P", help="填报规则的名称或 .toml 文件")

    sub = command("rollover", _rollover, "编制下年度：由一份填报文件生成新年度的一上稿")
    sub.add_argument("book", metavar="BOOK", help="上年的 .jixiao 文件")
    sub.add_argument("--year", type=int, required=True, metavar="Y", help="新的年度")
    _output(sub, "NEW.jixiao")
    values = sub.add_mutually_exclusive_group()
    values.add_argument("--keep-values", action="store_true", help="新年度沿用上年的指标值（默认）")
    values.add_argument("--clear-values", action="store_true", help="新年度的预算数和指标值留空")

    sub = command("compare", _compare, "逐格比较一份填报文件和另一份（或改过的 Excel、PDF 等），列出不同之处")
    sub.add_argument("book", metavar="A", help=".jixiao 文件")
    sub.add_argument("other", metavar="B", help="另一份 .jixiao 文件，或改过以后发回的表")
    _profile_and_json(sub)

    command("self-test", _self_test, "检查本程序在这台电脑上能否正常读、写、输出")
    return parser


def _output(sub: argparse.ArgumentParser, metavar: str) -> None:
    sub.add_argument("-o", "--output", required=True, metavar=metavar, type=Path, help="输出到哪个文件（已有则替换）")


def _profile_and_json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--profile", metavar="P", help="填报规则的名称或 .toml 文件")
    sub.add_argument("--json", action="store_true", help="输出 JSON")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Errors become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a stream put there by a caller need not be reconfigurable
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        options = _parser().parse_args(argv)
        code = _run(options)
        sys.stdout.flush()
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output went away: nothing is left to say
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("已取消，没有写出任何文件。", file=sys.stderr)
        return 2
    except MemoryError:
        print("内存不足，没有写出任何文件；请关闭其他程序，或把文件拆小后再试。", file=sys.stderr)
        return 2
    return code


def _run(options: argparse.Namespace) -> int:
    from .storage import log

    with log.kept():
        code: int = options.run(options)
    return code


def _save(book: Book, target: Path) -> None:
    from .storage import save_book

    if warning := save_book(book, target).warning:
        _say(warning)


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _open(path: str) -> Book:
    from .storage import open_book

    return open_book(Path(path)).book


def _target(path: Path, ending: str) -> Path:
    if path.suffix.lower() != ending:
        raise UserError(f"输出文件 {path} 应当以 {ending} 结尾。")
    return path


def _import(options: argparse.Namespace) -> int:
    from . import profiles
    from .domain import commands
    from .domain.history import History
    from .domain.plain import to_plain
    from .reading import read

    target = _target(options.output, ".jixiao")
    profile = profiles.load(options.profile)
    if options.profile is None:
        _say(f"填报规则：{profile.name}（{profile.title}），可用 --profile 指定。")
    book: Book | None = None
    for source in options.source:
        if sys.stderr.isatty():
            _say(f"正在读入 {source} ……")
        content: bytes | Path = sys.stdin.buffer.read() if source == "-" else Path(source)
        draft = read(content, "标准输入" if source == "-" else Path(source).name, year=options.year, profile=profile)
        if book is None:
            book = draft.book
        else:
            History(book).run(commands.import_book(draft.book))
    assert book is not None
    _save(book, target)
    doubts = book.facts.doubts
    if options.json:
        _print_json({"book": to_plain(book), "doubts": [_doubt(doubt) for doubt in doubts]})
    else:
        _print_import(book, doubts, target)
    return 0


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {name: getattr(doubt, name) for name in ("place", "kind", "message", "unit", "project", "indicator")}


def _counts(book: Book) -> str:
    units, projects, rows = (sum(1 for _ in part) for part in (book.units(), book.projects(), book.indicators()))
    return f"{units} 个单位，{projects} 个项目，{rows} 条指标"


def _print_import(book: Book, doubts: Sequence[Doubt], target: Path) -> None:
    print(f"已读入 {_counts(book)}，存为 {target}。")
    if doubts:
        print(f"待核对项 {len(doubts)} 处：")
        for doubt in doubts:
            print(f"  {doubt.place}：{doubt.message}")


def _show(options: argparse.Namespace) -> int:
    from .domain.plain import to_plain, total
    from .domain.quantity import format_money

    book = _open(options.book)
    if options.json:
        _print_json(to_plain(book))
        return 0
    title = book.facts.title or "（无表名）"
    print(f"{title}　{book.facts.stage}　{_counts(book)}，合计 {format_money(total(book))} 万元")
    for unit in book.units():
        print(unit.label)
        for project in book.projects(unit.id):
            budget = f"{project.budget} 万元" if project.budget else "未填预算"
            print(f"  {project.label}　{project.category or ''}　{budget}")
            for row in book.indicators(project.id):
                quantity = f"{row.comparator or ''}{row.value or ''}{row.unit or ''}"
                levels = f"{row.level1 or ''}/{row.level2 or ''}"
                points = f"{row.weight} 分" if row.weight else "未填分值"
                print(f"    {levels}　{row.name or ''}　{quantity}　{points}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from . import profiles
    from .rules import review

    book = _open(options.book)
    profile = profiles.load(options.profile) if options.profile else profiles.of_book(book.facts)
    findings = review(book, profile)
    if options.json:
        from .rules.report import to_json

        _print_json({"findings": [to_json(book, finding) for finding in findings]})
    else:
        from .rules.report import to_text

        print(to_text(book, findings))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _export(options: argparse.Namespace) -> int:
    if _to_folder(options):
        return _export_several(options)
    options.output, (options.book,) = Path(options.output), options.book
    return _export_one(options)


def _to_folder(options: argparse.Namespace) -> bool:
    """Tell whether -o names a folder. Raises UserError for what goes with a folder only, or never with one."""
    output = Path(options.output)
    named = options.output.endswith(("/", "\\")) or (isdir(output) and not output.suffix)
    folder = named or _packed(options)
    several = len(options.book) > 1 or isdir(options.book[0])
    if several and not folder and output.suffix:
        raise UserError(
            f"多份填报不能输出到一个文件 {options.output}，-o 后面请写文件夹或压缩包，例如 -o 输出/ 或 -o 输出.zip。"
        )
    alone = {"--into": options.into, "--unit": options.unit, "--project": options.project,
             "--print-layout": options.print_layout, "--each-unit": options.each_unit}  # fmt: skip
    there = {"--format": options.format, "--by-unit": options.by_unit, "--name": options.name}
    for word, given in (alone if several or folder else there).items():
        if given:
            where = "输出到一个文件时（-o OUT.pdf 等）" if word in alone else "输出到文件夹时（-o 文件夹/）"
            raise UserError(f"{word} 只用于{where}。")
    return several or folder


def _packed(options: argparse.Namespace) -> bool:
    """Tell whether what goes into a folder is to leave as one archive."""
    return Path(options.output).suffix.lower() == ".zip"


def _export_several(options: argparse.Namespace) -> int:
    from .export.batch import Batch, PackedBatch, books_in

    sources = books_in(Path(book) for book in options.book)
    wish, packed = _wish(options), _packed(options)
    if not sources:
        raise UserError(f"{'、'.join(options.book)} 中没有 .jixiao 文件。")
    batch = (PackedBatch if packed else Batch)(sources, Path(options.output), wish)
    for place, source in enumerate(batch.examine(), 1):
        _progress(f"正在查看 {source}（{place}/{len(sources)}）……")
    for place, outcome in enumerate(batch.run(), 1):
        _progress(f"正在输出 {(outcome.target or outcome.source).name}（{place}/{len(batch.tasks)}）……")
    manifest = batch.list_name if packed else batch.write_list()
    for outcome in batch.outcomes:
        for sentence in (*([outcome.failure] if outcome.failure else []), *outcome.warnings):
            _say(sentence if str(outcome.source) in sentence else f"{outcome.source}：{sentence}")
    if packed and not batch.results:
        raise UserError(f"没有一份能输出，没有生成 {options.output}。")
    print(
        f"已输出 {len(batch.written)} 个文件到 {options.output}，{len(batch.failures)} 处没有输出，清单见 {manifest}。"
    )
    return 2 if batch.failures else 0


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        _say(words)


def _wish(options: argparse.Namespace) -> Wish:
    """Return what is asked for of each book. Raises UserError for a form, format or field that there is not."""
    from . import profiles
    from .export import FLAT, naming
    from .export.batch import FORMATS, JSON, PDF, Wish

    forms = _words(options.form, (*FORMS, FLAT), "--form")
    formats = _words(options.format or PDF, tuple(FORMATS), "--format")
    if options.by_unit and JSON in formats:
        raise UserError("--by-unit 不能与 json 同用：json 是整份填报的数据。")
    if forms == (FLAT,) and set(formats) - {"xlsx", "csv", "json"}:
        raise UserError(f"{FLAT}只能输出为 xlsx 或 csv，请用 --format 指定。")
    pattern = options.name or naming.DEFAULT
    if unknown := naming.unknown_fields(pattern):
        raise UserError(f"--name 中没有“{unknown[0]}”这一栏，可用的有：{'、'.join(naming.FIELDS)}。")
    profile = profiles.load(options.profile) if options.profile else None
    return Wish(forms, formats, options.by_unit, pattern, profile=profile)


def _words(text: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in re.split("[,，]", text) if word.strip()))
    for word in words:
        if word not in known:
            raise UserError(f"{option} 不能是“{word}”，可以是：{'、'.join(known)}。")
    return words


def _export_one(options: argparse.Namespace) -> int:
    from . import profiles
    from .export import export_book
    from .export.settings import paper_of
    from .export.tables import selected

    book = _open(options.book)
    profile = profiles.load(options.profile) if options.profile else profiles.of_book(book.facts)
    if options.into:
        print(_fill(options, book, profile))
        return 0
    printing = book.facts.printing
    warnings = export_book(
        book,
        profile,
        options.output,
        form=options.form,
        print_layout=options.print_layout,
        paper=paper_of(printing),
        options=replace(selected(book, options.unit, options.project), note=printing.note, each_unit=options.each_unit),
    )
    print(*warnings, sep="\n", end="\n" if warnings else "", file=sys.stderr)
    print(f"已输出 {options.output}。")
    return 0


def _fill(options: argparse.Namespace, book: Book, profile: Profile) -> str:
    from .export.blank import fill_blank
    from .export.tables import selected

    if options.form != "总表" or options.print_layout:
        raise UserError("填入空白工作簿（--into）时，不能同时使用 --form 或 --print-layout。")
    chosen = selected(book, options.unit, options.project)
    return f"已输出 {options.output}。{fill_blank(book, profile, options.into, options.output, chosen)}"


def _rollover(options: argparse.Namespace) -> int:
    from .domain.book import Indicator, Project
    from .domain.rollover import proposals, roll_over
    from .domain.terms import label

    target = _target(options.output, ".jixiao")
    old = _open(options.book)
    if old.facts.year is not None and options.year <= old.facts.year:
        raise UserError(f"新年度应当晚于 {old.facts.year} 年，给出的是 {options.year}。")
    if not 2000 <= options.year <= 2099:
        raise UserError(f"年度 {options.year} 不对，应当在 2000 到 2099 之间。")
    draft = roll_over(old, options.year, keep_values=not options.clear_values)
    _save(draft, target)
    print(f"已生成 {options.year} 年{draft.facts.stage}：{_counts(draft)}，存为 {target}。全部内容未核对。")
    found = list(proposals(draft))
    if found:
        print(f"以下 {len(found)} 处写有旧的年度，请核对是否要改：")
    for proposal in found:
        node = draft.node(proposal.node)
        assert isinstance(node, Project | Indicator)
        print(f"  {node.name}（{label(proposal.field, node.kind)}）：{proposal.old} → {proposal.new}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    from .domain.comparison import differences

    book = _open(options.book)
    other, fields = _other(options, book)
    found = differences(book, other, fields)
    if options.json:
        _print_json({"differences": [_difference(difference) for difference in found]})
        return 0
    print(f"{options.other} 与 {options.book} 相比，有 {len(found)} 处不同。" if found else "两份内容相同。")
    place: str | None = None
    for difference in found:
        here = " · ".join(part for part in (difference.unit, difference.project) if part)
        if here != place:
            print(here or "填报信息")
            place = here
        row = f"{difference.indicator}：" if difference.indicator and difference.kind == "changed" else ""
        print(f"  {row}{difference.words}")
    return 0


def _other(options: argparse.Namespace, book: Book) -> tuple[Book, frozenset[str] | None]:
    """Return the book to compare with, and the fields that count: those that a form which came back can say."""
    from . import profiles
    from .domain.comparison import said_by
    from .reading import read

    if Path(options.other).suffix.lower() == ".jixiao":
        return _open(options.other), None
    profile = profiles.load(options.profile) if options.profile else profiles.of_book(book.facts)
    other = read(Path(options.other), Path(options.other).name, profile=profile).book
    return other, said_by(other)


def _difference(difference: Difference) -> dict[str, Any]:
    plain = {name: getattr(difference, name) for name in ("id", "kind", "unit", "project", "indicator", "field")}
    old, new = (_plain(value) for value in (difference.old, difference.new))
    return plain | {"old": old, "new": new, "message": difference.words}


def _plain(value: Any) -> Any:
    from .domain.comparison import shown

    return value if value is None or isinstance(value, bool | int | str) else shown(value)


def _self_test(options: argparse.Namespace) -> int:
    from .selftest import run_with_window

    results = run_with_window()
    for result in results:
        print(f"{'正常' if result.ok else '失败'}　{result.what}{'：' if result.detail else ''}{result.detail}")
    failed = sum(not result.ok for result in results)
    print(f"自检完成：{len(results) - failed} 项正常，{failed} 项失败。")
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
