"""The settings of a document for Word, and the signs of its lists."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OF_WORD = "http://schemas.microsoft.com/office/word"

SETTINGS = (
    f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{_OF_WORD}" w:val="15"/>'
    f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{_OF_WORD}" '
    f'w:val="1"/><w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{_OF_WORD}" w:val="1"/>'
    f'<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{_OF_WORD}" w:val="1"/></w:compat>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
"""What an older mode lacks are boxes to tick with a click."""

_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="280"/></w:pPr></w:lvl>'
    for level, sign in enumerate("•–•–•–•–•")
)
NUMBERING = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">'
    f'<w:multiLevelType w:val="hybridMultilevel"/>{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
