<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Store\Images;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\Images\HostAddresses;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Images\ImageRefused;
use SorsApi\Store\Images\ImageUrl;
use SorsApi\Store\Images\MediaLibrary;

'cli' === PHP_SAPI || exit;

/** Which addresses may be asked for a picture, which format it is, and what its file is called. */
final class AddressTest extends TestCase {

	public function addresses(): array {
		$open   = [ '1.1.1.1', '93.184.216.34', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.1', '198.17.255.255', '198.20.0.1', '223.255.255.255', '2606:4700:4700::1111', '2a00:1450:400d:80c::200e' ];
		$closed = [
			'0.0.0.0', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1',
			'192.88.99.1', '192.168.1.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.7', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
			'::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:1.1.1.1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1',
			'2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '', 'localhost', '127.1', '0x7f.1', '2130706433', '1.1.1.1 ',
		];
		$cases  = [];
		foreach ( $open as $ip ) {
			$cases[ $ip ] = [ $ip, true ];
		}
		foreach ( $closed as $ip ) {
			$cases[ $ip ] = [ $ip, false ];
		}
		return $cases;
	}

	/** @dataProvider addresses */
	public function testTellsTheOpenInternetFromTheRest( string $ip, bool $isPublic ): void {
		self::assertSame( $isPublic, HostAddresses::isPublic( $ip ) );
	}

	public function urls(): array {
		$sors = 'https://api.sors.example/v1';
		return [
			'of SORS'                     => [ 'https://api.sors.example/a.png', $sors, 'https://api.sors.example/a.png sors 443' ],
			'of SORS, in capitals'        => [ 'HTTPS://API.SORS.example:443/a.png', $sors, 'HTTPS://API.SORS.example:443/a.png sors 443' ],
			'SORS\' host, another port'   => [ 'https://api.sors.example:8443/a.png', $sors, 'https://api.sors.example:8443/a.png 8443' ],
			'without a host'              => [ '/a b/č.png', $sors, 'https://api.sors.example/a%20b/%C4%8D.png sors 443' ],
			'without a scheme'            => [ '//evil.example/a.png', $sors, 'refused' ],
			'another host'                => [ 'https://cdn.example/a.png?x=1#top', $sors, 'https://cdn.example/a.png?x=1 443' ],
			'another host, plain'         => [ 'http://cdn.example/a.png', $sors, 'refused' ],
			'SORS\' host, plain'          => [ 'http://api.sors.example/a.png', $sors, 'refused' ],
			'loopback, as SORS is'        => [ 'http://127.0.0.1:81/a.png', 'http://127.0.0.1:81/v1', 'http://127.0.0.1:81/a.png sors 81' ],
			'loopback, another port'      => [ 'http://127.0.0.1:82/a.png', 'http://127.0.0.1:81/v1', 'refused' ],
			'with a login'                => [ 'https://api.sors.example@evil.example/a.png', $sors, 'refused' ],
			'with a backslash'            => [ 'https://api.sors.example\\@evil.example/a.png', $sors, 'refused' ],
			'with a backslash behind'     => [ 'https://cdn.example/\\evil', $sors, 'refused' ],
			'IPv6'                        => [ 'https://[2606:4700::1]/a.png', $sors, 'https://[2606:4700::1]/a.png 443' ],
			'another scheme'              => [ 'ftp://cdn.example/a.png', $sors, 'refused' ],
			'a file'                      => [ 'file:///etc/passwd', $sors, 'refused' ],
			'data'                        => [ 'data:image/png;base64,AAAA', $sors, 'refused' ],
			'a line break'                => [ "https://cdn.example/a\r\nHost: x", $sors, 'https://cdn.example/a%0D%0AHost:%20x 443' ],
			'nothing'                     => [ '', $sors, 'refused' ],
		];
	}

	/** @dataProvider urls */
	public function testJudgesAnAddress( string $address, string $baseUrl, string $expected ): void {
		try {
			$url  = ImageUrl::of( $address, $baseUrl );
			$told = $url->url . ( $url->isOfSors ? ' sors ' : ' ' ) . $url->port;
		} catch ( ImageRefused $refused ) {
			$told = 'refused';
		}
		self::assertSame( $expected, $told );
	}

	public function testLooksAHostUpOnceAndRefusesItIfAnyAddressIsPrivate(): void {
		$asked     = 0;
		$answers   = [ [ '93.184.216.34' ], [ '127.0.0.1' ] ];
		$addresses = new HostAddresses(
			static function () use ( &$asked, $answers ): array {
				return $answers[ $asked++ ];
			}
		);
		$url = ImageUrl::of( 'https://cdn.example/a.png', 'https://api.sors.example' );
		self::assertSame( [ '93.184.216.34', '93.184.216.34', 1 ], [ $addresses->of( $url ), $addresses->of( $url ), $asked ] );
		$this->expectException( ImageRefused::class );
		( new HostAddresses( static fn(): array => [ '93.184.216.34', '10.0.0.1' ] ) )->of( $url );
	}

	public function testTakesTheKindFromTheBytes(): void {
		self::assertSame( 'image/jpeg', ImageFile::kindOf( "\xFF\xD8\xFF\xE0" ) );
		self::assertSame( 'image/png', ImageFile::kindOf( "\x89PNG\r\n\x1A\n" ) );
		self::assertSame( 'image/gif', ImageFile::kindOf( 'GIF89a' ) );
		self::assertSame( 'image/webp', ImageFile::kindOf( 'RIFF1234WEBPVP8 ' ) );
		foreach ( [ '', 'GIF8', 'RIFF1234AVI ', '<svg', '<?php', "\0\0\0 ftypavif", 'BM' ] as $other ) {
			self::assertNull( ImageFile::kindOf( $other ) );
		}
	}

	public function testGivesAFileANameOfItsOwn(): void {
		$hash = str_repeat( 'ab', 32 );
		self::assertSame( 'busilica-dzambo-3-4-abababababab.png', ImageFile::nameOf( 'Бушилица „ЏАМБО“ 3/4"', $hash, 'image/png' ) );
		self::assertSame( 'djevrek-cscz-abababababab.jpg', ImageFile::nameOf( 'Đevrek ČŠĆŽ', $hash, 'image/jpeg' ) );
		self::assertSame( 'product-abababababab.webp', ImageFile::nameOf( '../..//', $hash, 'image/webp' ) );
		self::assertSame( 60 + 13 + 4, strlen( ImageFile::nameOf( str_repeat( 'a', 300 ), $hash, 'image/gif' ) ) );
		self::assertSame( 'Cev ‹inox› 3/4"', MediaLibrary::altText( 'Cev <inox> 3/4"' ) );
	}

	/** @dataProvider escaped */
	public function testNoAltTextIsMoreThanTextOnceItIsDecoded( string $name ): void {
		$decoded = html_entity_decode( MediaLibrary::altText( $name ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		self::assertSame( [ false, $name ], [ strpbrk( $decoded, '<>' ), $decoded ] );
	}

	public function escaped(): array {
		return [
			'by name'                        => [ 'Ram &lt;img src=x onerror=alert(1)&gt;' ],
			'by number'                      => [ 'Ram &#60;img src=x&#62;' ],
			'by number, without its end'     => [ 'Ram &#60img src=x' ],
			'by number of base 16'           => [ 'Ram &#x3C;img src=x&#X3e;' ],
			'in capitals'                    => [ 'Ram &LT;img src=x&GT;' ],
			'twice'                          => [ 'Ram &amp;lt;img src=x&amp;gt;' ],
			'by a company with an ampersand' => [ 'Black & Decker 3/4"' ],
		];
	}
}
