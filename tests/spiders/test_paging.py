from __future__ import annotations

import pytest

from spiders.lists.paging import next_page
from tests.spiders.documents import absolute, document

COLUMN = "http://www.example.gov.cn/zsdt/"
DEFINITION = (
    "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){"
    "if(_nPageCount==1){createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt);}}"
)
WRITTEN = r"""
var currentPage=%d; var prevPage=currentPage-1; var nextPage=currentPage+1; var countPage=4;
document.write("<a href=\"list.shtml\">首页</a>");
document.write("<a href=\"list"+"_"+nextPage+"."+"shtml\">下一页</a>");
"""
LOADED = 'var purl="../../n3/n13/index_958"; var maxPageNum=0; maxPageNum = %d; pageName = 0;'
GO_TO = (
    "function goTo(no){ if(no=='1') window.location='Column.shtml?p5=26'; "
    'else window.location="Column.shtml?p5=26&p7="+no; }'
)
ENORTH_LIST = '<script src="http://www.example.com/system/count/0088001/000000000000/count_page_list_0088001000000000000.js"></script>'
ENORTH_SCRIPT = (
    'var baseurl = "http://www.example.com/system/count/"; var maxpage = 304; var schannelId= "0088001000000000000"; '
    "maxpage = maxpage+1; schannelId = '0000'+ schannelId;"
)
COUNT = "http://www.example.com/system/count/0088001/000000000000"


def script(text: str) -> str:
    return f"<html><body><script>{text}</script></body></html>"


@pytest.mark.parametrize(
    ("html", "path", "expected"),
    [
        # TRS, counted from 0; the definition beside the call is no call
        (script(DEFINITION) + script('createPageHTML(120, 0, "index", "html");'), "", "index_1.html"),
        (script('createPageHTML(120, 118, "index", "html");'), "index_118.html", "index_119.html"),
        (script('createPageHTML(120, 119, "index", "html");'), "index_119.html", None),
        (script('createPageHTML(1, 0, "index", "html");'), "", None),
        (script(DEFINITION), "", None),
        # TRS, counted from 1, with the container's id and the number of items
        (script("createPageHTML('page_div',67, 1,'index','html',990);"), "", "index_2.html"),
        (
            script("createPageHTML('page_div','67','66','index','html',990);"),
            "index_66.html",
            "index_67.html",
        ),
        (script("createPageHTML('page_div',67, 67,'index','html',990);"), "index_67.html", None),
        (script("createPageHTML('page_div',67, 0,'index','html',990);"), "", "index_1.html"),
        (script("Pager({size:25, current:0, prefix:'index',suffix:'html'});"), "", "index_1.html"),
        (script("Pager({size:25, current:24, prefix:'index',suffix:'html'});"), "index_24.html", None),
        # TRS templates that write each link
        (script(WRITTEN % 0), "list.shtml", "list_1.shtml"),
        (script(WRITTEN % 2), "list_2.shtml", "list_3.shtml"),
        (script(WRITTEN % 3), "list_3.shtml", None),
        (script("var currentPage = 1; var countPage = 9;"), "gsgg_1.htm", "gsgg_2.htm"),
        # columns loaded into a box, counted down
        (script(LOADED % 199), "", "../../n3/n13/index_958_198.html"),
        (script(LOADED % 1), "", None),
        ("<ul><li>rows only</li></ul>", "index_958_198.html", "index_958_197.html"),
        ("<ul><li>rows only</li></ul>", "index_958_1.html", None),
        # selects, and functions that go to a page
        (
            script(GO_TO)
            + "<select onChange='javascript:goTo(this.value)'><option value='1' selected>1/9</option>"
            "<option value='2'>2/9</option></select>",
            "Column.shtml?p5=26",
            "Column.shtml?p5=26&p7=2",
        ),
        (
            script(GO_TO) + "<a href=\"javascript:goTo('3')\">下一页</a>",
            "Column.shtml",
            "Column.shtml?p5=26&p7=3",
        ),
        (
            "<select onchange='location.href=this.value'><option value='p1.html'>第1页</option>"
            "<option value='p2.html' selected>第2页</option><option value='p3.html'>第3页</option></select>",
            "p2.html",
            "p3.html",
        ),
        # a select of friendly links is no pager
        (
            "<select onchange='window.open(this.value)'><option>友情链接</option><option value='http://a.cn/'>甲局</option></select>",
            "",
            None,
        ),
        # links
        ('<link rel="next" href="?page=2">', "", "?page=2"),
        ('<a href="Index_2.aspx">下一页</a>', "Index.aspx", "Index_2.aspx"),
        ('<a href="list-3.html">下页</a>', "list-2.html", "list-3.html"),
        (
            '<p class="pg"><strong>1</strong><a href="forum-2-2.html" class="nxt">下一页</a></p>',
            "",
            "forum-2-2.html",
        ),
        ('<a href="list_1_2.html">2</a> <a href="list_1_2.html">»</a>', "list_1_1.html", "list_1_2.html"),
        ('<a href="?page=4" class="next">&gt;</a>', "?page=3", "?page=4"),
        ('<a href="?page=4">Next</a>', "?page=3", "?page=4"),
        (
            '<a href="/GB/337099/index2.html"><img src="n.gif">下一页</a>',
            "index1.html",
            "/GB/337099/index2.html",
        ),
        ('<a href="p3.html">下一頁</a>', "p2.html", "p3.html"),
        # neither the next article nor this page again nor another site
        ('<a href="120602.html">下一篇：园区召开座谈会</a>', "120601.html", None),
        ('<a href="node_3.htm">下一版</a>', "node_2.htm", None),
        ('<a href="p2.html">下一页</a>', "p2.html", None),
        ('<a href="http://other.example.com/p2.html">下一页</a>', "p1.html", None),
        ('<a href="javascript:void(0)">下一页</a>', "", None),
        # numbers only
        (
            '<div><span class="cur">1</span><a href="i_1.html">2</a><a href="i_2.html">3</a></div>',
            "",
            "i_1.html",
        ),
        ('<div><a href="i.html">1</a> 2 <a href="i_2.html">3</a></div>', "i_1.html", "i_2.html"),
        (
            '<ul><li><a href="i.html">1</a></li><li class="active"><a href="i_1.html">2</a></li>'
            '<li><a href="i_2.html">3</a></li></ul>',
            "i_1.html",
            "i_2.html",
        ),
        ('<div><a href="i.html">1</a><a href="i_1.html">2</a></div>', "", None),
        # 大汉
        (
            '<script type="text/xml"><datastore><nextgroup><![CDATA['
            '<a href="/module/web/jpage/dataproxy.jsp?page=1&col=7&webname=市局"></a>'
            "]]></nextgroup></datastore></script>",
            "",
            "/module/web/jpage/dataproxy.jsp?page=1&col=7&webname=%E5%B8%82%E5%B1%80",
        ),
        ("<datastore><recordset></recordset><nextgroup></nextgroup></datastore>", "", None),
    ],
)
def test_next_page_of_a_list(html: str, path: str, expected: str | None) -> None:
    doc = document(html if html.startswith("<ul><li>rows") else f"<body>{html}</body>", COLUMN + path)
    assert next_page(doc) == (None if expected is None else absolute(doc, expected))


def test_enorth_pages_count_down_from_a_script_of_their_own() -> None:
    listing = document(ENORTH_LIST, "http://www.example.com/hot/index.shtml")
    counting = next_page(listing)
    assert counting == f"{COUNT}/count_page_list_0088001000000000000.js"
    second = next_page(document(ENORTH_SCRIPT, counting))
    assert second == (
        "http://www.example.com/system/count//0088001/000000000000/000/000/c0088001000000000000_000000304.shtml"
    )
    assert next_page(document(ENORTH_LIST, second)) == second.replace("000304", "000303")
    last = second.replace("000304", "000001")
    assert next_page(document(ENORTH_LIST, last)) is None


@pytest.mark.parametrize(
    ("html", "path", "expected"),
    [
        (
            script('createPageHTML(3, 0, "t20180102_5577604", "htm")'),
            "t20180102_5577604.htm",
            "t20180102_5577604_1.htm",
        ),
        (script('createPageHTML(1, 0, "t3714581", "htm")'), "t3714581.htm", None),
        ('<a href="c192237-32739128-2.html">下一页</a>', "c192237-32739128.html", "c192237-32739128-2.html"),
        ('<a href="?id=5&page=2">下一页</a>', "?id=5", "?id=5&page=2"),
        # the pager of a comment box, and of the column the article is in
        ('<a href="/comment/list?page=2">下一页</a>', "t20180102_5577604.htm", None),
        (script('createPageHTML(50, 0, "index", "html");'), "t20180102_5577604.html", None),
    ],
)
def test_next_page_of_an_article(html: str, path: str, expected: str | None) -> None:
    doc = document(html, COLUMN + path)
    assert next_page(doc, of_article=True) == (None if expected is None else absolute(doc, expected))


@pytest.mark.parametrize("url", ["", "http://[", "nonsense", "http://example.com:port/"])
def test_a_broken_address_breaks_nothing(url: str) -> None:
    html = '<a href="?page=2">下一页</a>' + script("currentPage=0; countPage=3;")
    next_page(document(html, url))
    next_page(document(html, url), of_article=True)
