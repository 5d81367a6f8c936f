<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Wire;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Document;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Product;
use SorsApi\Sors\ProductGroup;
use SorsApi\Sors\ProductImage;
use SorsApi\Sors\StockLevel;
use SorsApi\Sors\Wire\Decoder;
use SorsApi\Sors\Wire\Scalars;
use SorsApi\Tests\Sors\Fixture;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

final class DecoderTest extends TestCase {

	private static function decoder( array $changes = [] ): Decoder {
		$contract = Fixture::contract( $changes );
		return new Decoder( $contract, new Scalars( $contract ) );
	}

	/**
	 * @dataProvider tolerated
	 *
	 * @param mixed $value
	 * @param mixed $expected
	 */
	public function testIsTolerantInWhatItTakes( string $field, $value, $expected ): void {
		$product = self::decoder()->record( Product::class, 'x', [ 'code' => 'A', $field => $value ] );
		$this->assertSame( $expected, $product->$field );
	}

	public function tolerated(): array {
		return [
			'code as a number'            => [ 'code', 1007, '1007' ],
			'code with a point'           => [ 'code', '10.50', '10.50' ],
			'code with zeros before'      => [ 'code', '007', '007' ],
			'name as a number'            => [ 'name', 12.5, '12.5' ],
			'name as written'             => [ 'name', ' Ђ <b>&amp;</b> ', ' Ђ <b>&amp;</b> ' ],
			'empty name'                  => [ 'name', '', null ],
			'spaces for a name'           => [ 'name', '   ', null ],
			'null'                        => [ 'priceWithVat', null, null ],
			'empty price'                 => [ 'priceWithVat', '', null ],
			'price as a text'             => [ 'priceWithVat', '19,90', '19.9' ],
			'active as 1'                 => [ 'active', 1, true ],
			'active as "0"'               => [ 'active', '0', false ],
			'active as "True"'            => [ 'active', 'True', true ],
			'unknown kind of item'        => [ 'itemType', 'hologram', null ],
			'known kind of item'          => [ 'itemType', 'service', 'service' ],
			'kind of item, other letters' => [ 'itemType', 'Service', null ],
			'group as a number'           => [ 'groupId', 12, '12' ],
		];
	}

	/**
	 * @dataProvider refused
	 *
	 * @param mixed $value
	 */
	public function testNamesItemAndField( string $field, $value, string $words ): void {
		$error = Thrown::by( static fn() => self::decoder()->records( Product::class, 'listProducts', [ [ 'code' => 'A-1' ], [ 'code' => 'A-2', 'name' => 'B', $field => $value ] ] ), Malformed::class );
		$this->assertSame( [ 'malformed', 'listProducts', '#2, code A-2', $field ], [ $error->code(), $error->operation, $error->item, $error->field ] );
		$this->assertStringContainsString( 'listProducts, #2, code A-2, ' . $field . ': ' . $words, Sentence::shown( $error->getMessage() ) );
	}

	public function refused(): array {
		return [
			'price in words'  => [ 'priceWithVat', 'call us', '"call us" is not a number' ],
			'price as a list' => [ 'priceWithVat', [ 1 ], '"{…}" is not a number' ],
			'name as a list'  => [ 'name', [ 'sr' => 'x' ], '"{…}" is not a text' ],
			'name as true'    => [ 'name', true, '"true" is not a text' ],
			'id as a list'    => [ 'id', [], '"{…}" is not a text' ],
			'a long id'       => [ 'id', str_repeat( '7', 192 ), '"' . str_repeat( '7', 40 ) . '…" is not an id of at most 191 characters' ],
			'no yes or no'    => [ 'active', 'perhaps', '"perhaps" is not yes or no' ],
			'enum as a list'  => [ 'itemType', [], '"{…}" is not a single value' ],
			'long nonsense'   => [ 'vatRate', str_repeat( 'ђ', 100 ), '"' . str_repeat( 'ђ', 40 ) . '…" is not a number' ],
		];
	}

	/**
	 * @dataProvider nameless
	 *
	 * @param class-string<\SorsApi\Sors\Record> $class
	 */
	public function testRefusesARecordThatCouldNotBeNamedAgain( string $class, array $item, string $field, string $name ): void {
		$error = Thrown::by( static fn() => self::decoder()->records( $class, 'x', [ $item ] ), Malformed::class );
		$this->assertSame( [ $field, $name ], [ $error->field, $error->item ] );
	}

	public function nameless(): array {
		return [
			'product of nothing'      => [ Product::class, [ 'unit' => 'kom' ], 'id/code/name', '#1' ],
			'stock of nothing'        => [ StockLevel::class, [ 'onHand' => 3 ], 'productId/productCode', '#1' ],
			'customer without a name' => [ Customer::class, [ 'email' => 'a@b.rs' ], 'id/code', '#1' ],
			'document of no number'   => [ Document::class, [ 'kind' => 'invoice' ], 'id/number', '#1' ],
			'image of nothing'        => [ ProductImage::class, [ 'ordinal' => 1 ], 'id/url/content', '#1' ],
		];
	}

	public function testReadRecordByRecordABadOneComesWithWhatCouldBeRead(): void {
		$read = self::decoder()->records( Product::class, 'x', [ [ 'code' => 'A', 'vatRate' => '20%', 'name' => 'Šraf', 'active' => 'perhaps' ], 'B', [ 'unit' => 'kom' ], [ 'code' => 'C' ] ], false );
		$this->assertSame( [ 'A', 'Šraf', null ], [ $read[0]->code, $read[0]->name, $read[0]->vatRate ] );
		$this->assertSame( [ [ 'vatRate', 'active' ], [ '' ], [ 'id/code/name' ], [] ], array_map( static fn( Product $product ): array => array_keys( $product->faults() ), $read ) );
		$this->assertSame( [ 'active' => '"perhaps" is not yes or no' ], $read[0]->faults( [ 'vatRate' ] ) );
		$this->assertSame( '', self::decoder()->records( ProductGroup::class, 'x', [ [ 'name' => 'Alat' ] ], false )[0]->id );
	}

	public function testAProductWithoutACodeIsTakenAndReportedLater(): void {
		foreach ( [ [ 'id' => '7', 'name' => 'Šraf' ], [ 'code' => ' ', 'name' => 'Šraf' ] ] as $item ) {
			$product = self::decoder()->records( Product::class, 'x', [ $item ] )[0];
			$this->assertSame( [ '', 'Šraf' ], [ $product->code, $product->name ] );
		}
	}

	/**
	 * @dataProvider noLists
	 *
	 * @param mixed $data
	 */
	public function testAListHasToBeAList( $data ): void {
		$this->expectException( Malformed::class );
		self::decoder()->records( Product::class, 'listProducts', $data );
	}

	public function noLists(): array {
		return [
			'null'              => [ null ],
			'false'             => [ false ],
			'a text'            => [ 'none' ],
			'an object'         => [ [ 'code' => 'A' ] ],
			'a list of texts'   => [ [ 'A' ] ],
			'a list with a gap' => [ [ [ 'code' => 'A' ], null ] ],
		];
	}

	public function testAnEmptyListIsAList(): void {
		$this->assertSame( [], self::decoder()->records( Product::class, 'listProducts', [] ) );
	}

	public function testABadLineRefusesTheDocument(): void {
		$error = Thrown::by( static fn() => self::decoder()->record( Document::class, 'getDocument', [ 'id' => '1', 'lines' => [ [ 'productCode' => 'A', 'quantity' => 'x' ] ] ] ), Malformed::class );
		$this->assertStringContainsString( 'getDocument, #1, productCode A, quantity: "x" is not a number', Sentence::shown( $error->getMessage() ) );
	}

	public function testBrokenBase64IsRefused(): void {
		$this->expectException( Malformed::class );
		self::decoder()->record( ProductImage::class, 'listProductImages', [ 'id' => '1', 'contentBase64' => '####' ] );
	}

	public function testATypeThatDoesNotFitIsAFaultOfTheContract(): void {
		$this->expectException( ContractError::class );
		self::decoder( [ 'types' => [ 'product' => [ 'name' => 'integer' ] ] ] )->record( Product::class, 'x', [ 'code' => 'A', 'name' => 5 ] );
	}

	/**
	 * @dataProvider enums
	 *
	 * @param mixed $wire
	 * @param mixed $value
	 */
	public function testEnumsAreComparedAsTheyAreMeant( $wire, $value, ?string $expected ): void {
		$product = self::decoder( [ 'values' => [ 'itemType' => [ 'goods' => $wire, 'service' => 'U' ] ] ] )->record( Product::class, 'x', [ 'code' => 'A', 'itemType' => $value ] );
		$this->assertSame( $expected, $product->itemType );
	}

	public function enums(): array {
		return [
			'numbers'              => [ 1, 1, 'goods' ],
			'a number as a text'   => [ 1, '1', 'goods' ],
			'a text as a number'   => [ '1', 1, 'goods' ],
			'another number'       => [ 1, 2, null ],
			'true'                 => [ true, true, 'goods' ],
			'true is not 1'        => [ true, 1, null ],
			'true is not a letter' => [ 'R', true, null ],
			'zero is not a letter' => [ 'R', 0, null ],
		];
	}
}
