<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

'cli' === PHP_SAPI || exit;

/** What nobody means well who writes it. Where one of these becomes HTML, `fuzz(` is in it: see Page. */
final class Hostile {

	private const MARKUP = [
		'<img src=x onerror=fuzz(1)>',
		'"><script>fuzz(2)</script>',
		"' onmouseover='fuzz(3)",
		'" autofocus onfocus="fuzz(4)',
		'<a href="javascript:fuzz(5)">Prijava</a>',
		'&lt;img src=x onerror=fuzz(6)&gt;',
		'&amp;lt;script&amp;gt;fuzz(7)&amp;lt;/script&amp;gt;',
		'%3Cimg src=x onerror=fuzz(8)%3E',
		'&#60;svg onload=fuzz(9)&#62;',
		'</script><script>fuzz(10)</script>',
		'</title></textarea><svg/onload=fuzz(11)>',
		'<img src=x onerror=fuzz(12)',
		'[fuzz]<b>fuzz(13)</b>[/fuzz]',
		'<!-- fuzz(14)',
		']]><img src=x onerror=fuzz(15)>',
		"\\u003cimg src=x onerror=fuzz(16)\\u003e",
		'<scr<script>ipt>fuzz(17)</scr</script>ipt>',
		'{{constructor.constructor("fuzz(18)")()}}',
		'<iframe srcdoc="<script>fuzz(19)</script>">',
	];

	private const WORDS = [
		'=HYPERLINK("http://x.test";"x")',
		"' OR 1=1 -- ",
		'a:1:{i:0;O:8:"stdClass":0:{}}',
		'O:8:"stdClass":0:{}',
		'%s %n %1$s %d {} {0} ${7*7}',
		'../../../../etc/passwd',
		'..',
		'http://169.254.169.254/latest/',
		'0',
		'-1',
		'NaN',
		'1e308',
		'1,5',
		'null',
		'true',
		'     ',
		"\r\nX-Header: 1\r\n\r\n",
		"\x00",
		"A\x1B[2J\x07\x08B",
		"A\u{9B}2J\x7FB",
		"\u{202E}txet\u{202C}\u{2066}",
		"\u{200B}\u{FEFF}\u{200D}",
		"\u{FFFE}\u{FFFF}",
		'😀👩‍👩‍👧',
		'Ђорђе Šećer ẞ İ ı',
		'2026-02-30',
		'9999-12-31T23:59:59.999999999Z',
		'0000-00-00',
		'-0001-01-01T00:00:00',
		'1970-01-01T00:00:00+99:99',
	];

	private const RAW_NUMBERS = [ '-1', '0', '-0.0', '0.1', '-0.00001', '1e308', '-1e308', '1e-320', '1e999', 'NaN', 'Infinity', '9223372036854775808', '99999999999999999999999999', '4294967296', '2147483648', '0.1234567890123456789', '00', '1.', '100.005', '1000000' ];

	/** No JSON, or none that is UTF-8. */
	private const RAW_TEXTS = [ '"\ud800"', '"\udc00x"', "\"\xC3\x28\"", "\"\xC0\xBCimg src=x onerror=fuzz(20)\xC0\xBE\"", "\"\xF5\x80\x80\x80\"", '"\u0000"', "\"a\x01b\"", 'undefined', '', "'x'", '"\x"' ];

	public static function text( Dice $dice ): string {
		switch ( $dice->upTo( 9 ) ) {
			case 0:
				return str_repeat( $dice->pick( [ 'a', 'Š', '😀', '<b>', ' ', "\n", "e\u{301}", '&amp;' ] ), $dice->pick( [ 64, 191, 192, 255, 256, 4000, 70000 ] ) );
			case 1:
			case 2:
			case 3:
				return $dice->pick( self::WORDS );
			default:
				return $dice->pick( [ '', '', 'Cev ', '100% ' ] ) . $dice->pick( self::MARKUP ) . $dice->pick( [ '', '', ' 1/2"', '\\' ] );
		}
	}

	/** JSON, or what a careless server takes for it. */
	public static function rawNumber( Dice $dice ): string {
		return $dice->pick( self::RAW_NUMBERS );
	}

	public static function rawText( Dice $dice ): string {
		return $dice->pick( self::RAW_TEXTS );
	}

	public static function amount( Dice $dice ): float {
		return $dice->pick( [ 0.0, -0.0, -1.0, 0.01, 0.005, -0.004, 0.1 + 0.2, 99.995, 1e6, 1234567.891, 1e12, 1e16, 1e21, -1e9, 33.333333333 ] );
	}
}
