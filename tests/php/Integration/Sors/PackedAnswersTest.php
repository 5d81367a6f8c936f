<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sors;

use SorsApi\Sors\Customer;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

'cli' === PHP_SAPI || exit;

/** A packed answer counts by what it becomes: a few kilobytes may be a gigabyte. */
final class PackedAnswersTest extends SorsServerTestCase {

	/** What most sites would die of. */
	private const MEGABYTES = 150;

	private static string $bomb = '';

	public function testAPackedAnswerIsRead(): void {
		$plain   = '';
		$capture = static function ( array $response ) use ( &$plain ): array {
			$plain = $response['body'];
			return $response;
		};
		add_filter( 'http_response', $capture );
		$expected = self::api()->listBusinessUnits( self::DATABASE );
		remove_filter( 'http_response', $capture );
		$this->assertNotSame( [], $expected );
		$this->packed( (string) gzencode( $plain ), [ 'content-encoding' => 'gzip' ] );
		$this->assertEquals( $expected, self::api()->listBusinessUnits( self::DATABASE ) );
	}

	/**
	 * @dataProvider bombs
	 *
	 * @param class-string<SorsError> $class
	 */
	public function testWhatBecomesTooLargeIsNotUnpacked( callable $pack, string $encoding, string $class, string $code ): void {
		$packed  = $pack();
		$headers = [ 'content-encoding' => $encoding ];
		$before  = memory_get_peak_usage();
		$this->packed( $packed, $headers );
		$read = self::failure( static fn() => self::api()->listBusinessUnits( self::DATABASE ) );
		$this->assertInstanceOf( $class, $read, $read->getMessage() );
		$this->assertSame( $code, $read->code() );
		$this->packed( $packed, $headers );
		$write = self::failure( static fn() => self::api()->createCustomer( self::DATABASE, new Customer( [ 'type' => 'individual', 'name' => 'Ana', 'email' => 'ana@example.test' ] ) ) );
		$this->assertInstanceOf( ReplyLost::class, $write, $write->getMessage() );
		$this->assertFalse( $write->silent );
		$this->assertLessThan( 150 * 1048576, memory_get_peak_usage() - $before );
	}

	public function testWhoeverChangesTheUserAgentHasNothingUnpacked(): void {
		$change = static fn( $url, $headers, $data, $type, &$options ) => $options['useragent'] = 'Mozilla/5.0';
		add_action( 'requests-requests.before_request', $change, PHP_INT_MAX, 5 );
		try {
			$this->testWhatBecomesTooLargeIsNotUnpacked( static fn(): string => self::bomb(), 'gzip', Malformed::class, 'too_large' );
		} finally {
			remove_action( 'requests-requests.before_request', $change, PHP_INT_MAX );
		}
	}

	/** @return array<string, array{callable(): string, string, class-string<SorsError>, string}> */
	public function bombs(): array {
		$once  = static fn(): string => self::bomb();
		$twice = static fn(): string => (string) gzencode( self::bomb() );
		return [
			'packed once'                     => [ $once, 'gzip', Malformed::class, 'too_large' ],
			'packed twice'                    => [ $twice, 'gzip', Malformed::class, 'not_json' ],
			'packed twice, and it says so'    => [ $twice, 'gzip, gzip', Unreachable::class, 'unreachable' ],
			'in a way that was not asked for' => [ static fn(): string => (string) gzdeflate( '{}' ), 'deflate', Unreachable::class, 'unreachable' ],
			'cut off'                         => [ static fn(): string => substr( self::bomb(), 0, 2000 ), 'gzip', Unreachable::class, 'unreachable' ],
		];
	}

	private function packed( string $bytes, array $headers ): void {
		$this->fault( [ 'kind' => 'body', 'body' => base64_encode( $bytes ), 'encoding' => 'base64', 'headers' => $headers ] );
	}

	private static function bomb(): string {
		if ( '' !== self::$bomb ) {
			return self::$bomb;
		}
		$stream = deflate_init( ZLIB_ENCODING_GZIP );
		$packed = (string) deflate_add( $stream, '{"x":"' );
		for ( $megabyte = 0; $megabyte < self::MEGABYTES; $megabyte++ ) {
			$packed .= deflate_add( $stream, str_repeat( '0', 1048576 ) );
		}
		self::$bomb = $packed . deflate_add( $stream, '"}', ZLIB_FINISH );
		return self::$bomb;
	}
}
