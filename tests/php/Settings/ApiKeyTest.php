<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Settings;

use PHPUnit\Framework\TestCase;
use SorsApi\Settings\ApiKey;

'cli' === PHP_SAPI || exit;

final class ApiKeyTest extends TestCase {

	private const KEY = 'abcd-EFGH-1234-wxyz';

	protected function setUp(): void {
		$GLOBALS['sorsTestOptions']  = [];
		$GLOBALS['sorsTestAutoload'] = [];
		$GLOBALS['sorsTestSalt']     = 'salt of the tests';
	}

	public function testSaysThatThereIsNone(): void {
		$key = new ApiKey();
		$this->assertNull( $key->value() );
		$this->assertSame( [ 'set' => false, 'hint' => null, 'source' => 'none', 'readable' => true ], $key->describe() );
	}

	public function testKeepsItEncryptedAndNotAutoloaded(): void {
		$key = new ApiKey();
		$key->save( ' ' . self::KEY . "\n" );
		$this->assertSame( self::KEY, $key->value() );
		$this->assertSame( [ 'set' => true, 'hint' => '••••wxyz', 'source' => 'option', 'readable' => true ], $key->describe() );
		$stored = $GLOBALS['sorsTestOptions'][ ApiKey::OPTION ];
		$this->assertStringNotContainsString( self::KEY, $stored );
		$this->assertStringNotContainsString( self::KEY, (string) base64_decode( substr( $stored, 3 ) ) );
		$this->assertFalse( $GLOBALS['sorsTestAutoload'][ ApiKey::OPTION ] );
	}

	public function testTheSameKeyIsStoredInAnotherFormEachTime(): void {
		$key = new ApiKey();
		$key->save( self::KEY );
		$first = $GLOBALS['sorsTestOptions'][ ApiKey::OPTION ];
		$key->save( self::KEY );
		$this->assertNotSame( $first, $GLOBALS['sorsTestOptions'][ ApiKey::OPTION ] );
	}

	public function testRotatedSaltsAskForItAgain(): void {
		$key = new ApiKey();
		$key->save( self::KEY );
		$GLOBALS['sorsTestSalt'] = 'another salt';
		$this->assertNull( $key->value() );
		$this->assertSame( [ 'set' => true, 'hint' => null, 'source' => 'option', 'readable' => false ], $key->describe() );
		$key->save( self::KEY );
		$this->assertSame( self::KEY, $key->value() );
	}

	/**
	 * @dataProvider damaged
	 *
	 * @param mixed $stored
	 */
	public function testDamagedDataIsNoCrash( $stored, bool $isSet ): void {
		$GLOBALS['sorsTestOptions'][ ApiKey::OPTION ] = $stored;
		$key = new ApiKey();
		$this->assertNull( $key->value() );
		$this->assertSame( $isSet, $key->describe()['set'] );
		$this->assertSame( ! $isSet, $key->describe()['readable'] );
	}

	public function damaged(): array {
		return [
			'cut off'       => [ 'v1:AAAA', true ],
			'not base64'    => [ 'v1:***', true ],
			'another form'  => [ 'v2:' . base64_encode( str_repeat( 'x', 100 ) ), true ],
			'forged'        => [ 'v1:' . base64_encode( str_repeat( 'x', 100 ) ), true ],
			'not even text' => [ [ 'x' ], false ],
			'nothing'       => [ '', false ],
		];
	}

	public function testShortKeysGiveNoHint(): void {
		$key = new ApiKey();
		$key->save( 'short-key' );
		$this->assertNull( $key->describe()['hint'] );
	}

	public function testForgets(): void {
		$key = new ApiKey();
		$key->save( self::KEY );
		$key->forget();
		$this->assertNull( $key->value() );
		$this->assertSame( 'none', $key->describe()['source'] );
	}

	/** @dataProvider impossible */
	public function testRefusesWhatCannotTravelInAHeader( string $text ): void {
		$this->expectException( \InvalidArgumentException::class );
		( new ApiKey() )->save( $text );
	}

	public function impossible(): array {
		return [
			'empty'       => [ '' ],
			'spaces'      => [ '   ' ],
			'two words'   => [ 'two words' ],
			'line break'  => [ "key\r\nX-Other: 1" ],
			'not ASCII'   => [ 'кључ-1234' ],
			'far too long' => [ str_repeat( 'x', 513 ) ],
		];
	}

	/** @runInSeparateProcess */
	public function testTheConstantWins(): void {
		$key = new ApiKey();
		$key->save( self::KEY );
		define( 'SORS_API_KEY', 'constant-key-9876' );
		$this->assertSame( 'constant-key-9876', $key->value() );
		$this->assertSame( [ 'set' => true, 'hint' => '••••9876', 'source' => 'constant', 'readable' => true ], $key->describe() );
	}
}
