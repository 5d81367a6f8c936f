<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Charges;
use SorsApi\Documents\DocumentMapper;
use SorsApi\Documents\Item;
use SorsApi\Documents\LineItems;
use SorsApi\Documents\MappedDocument;
use SorsApi\Documents\MappingContext;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Rounding;
use SorsApi\Documents\SentLines;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

/** The table of cases: what an order becomes. */
final class DocumentMapperTest extends TestCase {

	private const PAID_AT = '2026-11-24T10:00:00Z';

	/**
	 * Lines are [ type, object id, quantity, list price, total, refunded, refunded quantity, restocked quantity ];
	 * expected lines are "code quantity × price − discount = total".
	 *
	 * @dataProvider orders
	 */
	public function testOrdersBecomeDocuments( array $settings, array $lines, string $total, string $refunded, array $expected, int $decimals = 2 ): void {
		$order           = self::order( $lines, $total, $refunded );
		$order->rounding = new Rounding( true, $decimals );
		$mapped          = $this->map( $order, $settings );
		$actual = [];
		foreach ( $mapped->document->lines as $line ) {
			$actual[] = sprintf( '%s %s × %s%s = %s', $line->productCode ?? '"' . $line->name . '"', $line->quantity, $line->unitPrice, null === $line->discountPercent ? '' : ' − ' . $line->discountPercent . '%', $line->lineTotal );
		}
		self::assertSame( $expected, $actual );
		$withVat = (bool) $mapped->document->pricesIncludeVat;
		// Without VAT, not every total has prices of two decimals.
		self::assertTrue( Decimal::areWithin( Decimal::subtract( $total, $refunded ), DocumentTotal::of( $mapped->document->lines, $withVat ), $withVat ? '0' : '0.01' ) );
		self::assertSame( Decimal::subtract( $total, $refunded ), $mapped->document->total );
	}

	public function orders(): array {
		$net = [ 'priceType' => 'withoutVat' ];
		return [
			'two products'                               => [ [], [ [ 'product', 1, '2', '1250', '2500' ], [ 'product', 2, '1', '99.90', '99.90' ] ], '2599.90', '0', [ 'A1 2 × 1250 = 2500', 'B2 1 × 99.9 = 99.9' ] ],
			'prices without VAT'                         => [ $net, [ [ 'product', 1, '2', '1200', '2400' ], [ 'product', 2, '3', '110', '330' ] ], '2730', '0', [ 'A1 2 × 1000 = 2000', 'B2 3 × 100 = 300' ] ],
			'prices without VAT that do not divide'      => [ $net, [ [ 'product', 1, '3', '100', '300' ] ], '300', '0', [ 'A1 3 × 83.3333 = 250' ] ],
			'a total that no net price reaches'          => [ $net, [ [ 'product', 1, '1', '0.03', '0.03' ] ], '0.03', '0', [ 'A1 1 × 0.03 = 0.03' ] ],
			'a coupon of ten percent'                    => [ [], [ [ 'product', 1, '3', '33.33', '89.991' ] ], '89.99', '0', [ 'A1 3 × 33.33 − 10% = 89.99' ] ],
			'a fixed coupon over two lines'              => [ [], [ [ 'product', 1, '1', '1000', '933.333333' ], [ 'product', 2, '1', '500', '466.666667' ] ], '1400', '0', [ 'A1 1 × 1000 − 6.667% = 933.33', 'B2 1 × 500 − 6.666% = 466.67' ] ],
			'lines rounded only in their sum'            => [ [], [ [ 'product', 1, '1', null, '33.333333' ], [ 'product', 2, '1', null, '33.333333' ], [ 'product', 3, '1', null, '33.333333' ] ], '100', '0', [ 'A1 1 × 33.34 = 33.34', 'B2 1 × 33.33 = 33.33', 'C3 1 × 33.33 = 33.33' ] ],
			'shipping and a fee'                         => [ [], [ [ 'product', 1, '1', '100', '100' ], [ 'shipping', 0, '1', null, '350' ], [ 'fee', 0, '1', null, '50' ] ], '500', '0', [ 'A1 1 × 100 = 100', 'SHIP 1 × 350 = 350', 'FEE 1 × 50 = 50' ] ],
			'free shipping is no line'                   => [ [], [ [ 'product', 1, '1', '100', '100' ], [ 'shipping', 0, '1', null, '0' ] ], '100', '0', [ 'A1 1 × 100 = 100' ] ],
			'a negative fee'                             => [ [], [ [ 'product', 1, '1', '1000', '1000' ], [ 'fee', 0, '1', null, '-150' ] ], '850', '0', [ 'A1 1 × 1000 − 15% = 850' ] ],
			'a discount lies on goods, then on charges'  => [ [], [ [ 'product', 1, '1', '1000', '600' ], [ 'product', 2, '3', null, '400' ], [ 'shipping', 0, '1', null, '300' ], [ 'fee', 0, '1', null, '-100' ], [ 'fee', 0, '1', null, '-950' ] ], '250', '0', [ 'A1 1 × 1000 − 100% = 0', 'B2 3 × 0 = 0', 'SHIP 1 × 250 = 250' ] ],
			'a discount, and goods that came back'       => [ [], [ [ 'product', 1, '1', null, '600', '600', '1', '1' ], [ 'product', 2, '1', null, '400' ], [ 'fee', 0, '1', null, '-100' ] ], '900', '600', [ 'B2 1 × 300 = 300' ] ],
			'a discount that was refunded in part'       => [ [], [ [ 'product', 1, '2', null, '600', '300', '1', '1' ], [ 'fee', 0, '1', null, '-100', '-50' ] ], '500', '250', [ 'A1 1 × 250 = 250' ] ],
			'more was refunded than a line cost'         => [ [], [ [ 'product', 1, '1', null, '600', '700', '1', '1' ], [ 'product', 2, '1', null, '400' ] ], '1000', '700', [ 'B2 1 × 300 = 300' ] ],
			'a free order still moves goods'             => [ [], [ [ 'product', 1, '2', '1000', '0' ] ], '0', '0', [ 'A1 2 × 1000 − 100% = 0' ] ],
			'rounded to whole dinars'                    => [ [], [ [ 'product', 1, '1', null, '99.60' ] ], '100', '0', [ 'A1 1 × 100 = 100' ], 0 ],
			'rounded down, without VAT'                  => [ $net, [ [ 'product', 1, '1', null, '120.40' ] ], '120', '0', [ 'A1 1 × 100 = 100' ], 0 ],
			'what rounding leaves goes into shipping'    => [ [], [ [ 'product', 1, '3', null, '297' ], [ 'shipping', 0, '1', null, '349.67' ], [ 'fee', 0, '1', null, '50' ] ], '696', '0', [ 'A1 3 × 99 = 297', 'SHIP 1 × 349 = 349', 'FEE 1 × 50 = 50' ], 0 ],
			'then into goods, and nothing below zero'    => [ [], [ [ 'product', 1, '7', null, '100' ], [ 'product', 2, '1', null, '9' ], [ 'shipping', 0, '1', null, '0.40' ] ], '108', '0', [ 'A1 7 × 14.1429 = 99', 'B2 1 × 9 = 9' ], 0 ],
			'a refund that was rounded'                  => [ [], [ [ 'product', 1, '3', null, '297', '99', '1', '1' ], [ 'product', 2, '1', null, '110' ] ], '407', '100', [ 'A1 2 × 98.5 = 197', 'B2 1 × 110 = 110' ], 0 ],
			'one of two came back before the first send' => [ [], [ [ 'product', 1, '2', '1000', '2000', '1000', '1', '1' ] ], '2000', '1000', [ 'A1 1 × 1000 = 1000' ] ],
			'a whole line came back'                     => [ [], [ [ 'product', 1, '2', '1000', '2000', '2000', '2', '2' ], [ 'product', 2, '1', '10', '10' ] ], '2010', '2000', [ 'B2 1 × 10 = 10' ] ],
			'refunded, but the goods stayed away'        => [ [], [ [ 'product', 1, '2', '1000', '2000', '1000', '1', '0' ] ], '2000', '1000', [ 'A1 2 × 1000 − 50% = 1000' ] ],
			'came back, but part of the money is kept'   => [ [], [ [ 'product', 1, '1', '1000', '1000', '800', '1', '1' ] ], '1000', '800', [ 'FEE 1 × 200 = 200' ] ],
			'money back without naming a line'           => [ [], [ [ 'product', 1, '1', '600', '600' ], [ 'product', 2, '1', '400', '400' ] ], '1000', '100', [ 'A1 1 × 600 − 10% = 540', 'B2 1 × 400 − 10% = 360' ] ],
			'a product without an item, if allowed'      => [ [ 'unmappedLines' => 'named' ], [ [ 'product', 9, '1', '100', '100' ] ], '100', '0', [ '"Line 0" 1 × 100 = 100' ] ],
			'a variation through its product'            => [ [], [ [ 'product', 1, '1', '100', '100', '0', '0', '0', 77 ] ], '100', '0', [ 'A1 1 × 100 = 100' ] ],
		];
	}

	/** The buyer paid 0.03; without VAT that is 0.025. SORS rounds VAT by line or by rate, and either is right to one para. */
	public function testOneParaOfVatIsNoReasonToRefuse(): void {
		$document = $this->map(
			self::order( [ [ 'product', 1, '1', '0.03', '0.03' ] ], '0.03', '0' ),
			[ 'priceType' => 'withoutVat' ]
		)->document;
		self::assertCount( 1, $document->lines );
		self::assertSame( '0.03', $document->total );
	}

	/** @dataProvider refusals */
	public function testWhatCannotBeSentSaysWhy( array $settings, array $lines, string $total, string $refunded, string $currency, string $code, string $said ): void {
		$order           = self::order( $lines, $total, $refunded );
		$order->currency = $currency;
		$refused         = Thrown::by( fn() => $this->map( $order, $settings ), MappingRefused::class );
		self::assertSame( $code, $refused->code() );
		self::assertStringContainsString( $said, Sentence::english( $refused->getMessage() ) );
	}

	public function refusals(): array {
		$one = [ [ 'product', 1, '1', '100', '100' ] ];
		return [
			'another currency'               => [ [], $one, '100', '0', 'EUR', 'currency', 'EUR' ],
			'a product that SORS lacks'      => [ [], [ [ 'product', 9, '1', '100', '100' ] ], '100', '0', 'RSD', 'unknown_product', 'Line 0' ],
			'a deleted product'              => [ [], [ [ 'product', 0, '1', '100', '100' ] ], '100', '0', 'RSD', 'unknown_product', 'Line 0' ],
			'two items with its code'        => [ [], [ [ 'product', 4, '1', '100', '100' ] ], '100', '0', 'RSD', 'duplicate_code', 'D4' ],
			'two items, names are allowed'   => [ [ 'unmappedLines' => 'named' ], [ $one[0], [ 'product', 4, '1', '100', '100' ] ], '200', '0', 'RSD', 'duplicate_code', 'D4' ],
			'two items for shipping'         => [ [ 'shippingItemCode' => 'TWICE' ], [ $one[0], [ 'shipping', 0, '1', null, '350' ] ], '450', '0', 'RSD', 'duplicate_code', 'TWICE' ],
			'two items for fees'             => [ [ 'feeItemCode' => 'TWICE' ], [ $one[0], [ 'fee', 0, '1', null, '50' ] ], '150', '0', 'RSD', 'duplicate_code', 'TWICE' ],
			'no item for shipping'           => [ [ 'shippingItemCode' => '' ], [ $one[0], [ 'shipping', 0, '1', null, '350' ] ], '450', '0', 'RSD', 'shipping_item', 'shipping' ],
			'an item for fees that is lacking' => [ [ 'feeItemCode' => 'GONE' ], [ $one[0], [ 'fee', 0, '1', null, '50' ] ], '150', '0', 'RSD', 'fee_item', 'GONE' ],
			'more than rounding'             => [ [], $one, '101', '0', 'RSD', 'total_raised', 'raised it by 1 RSD' ],
			'a gift card'                    => [ [], $one, '60', '0', 'RSD', 'total_differs', 'lowered it by 40 RSD' ],
			'no rate, prices without VAT'    => [ [ 'priceType' => 'withoutVat', 'unmappedLines' => 'named' ], [ [ 'product', 9, '1', '100', '100' ] ], '100', '0', 'RSD', 'vat_unknown', 'Line 0' ],
			'all of it came back'            => [ [], [ [ 'product', 1, '1', '100', '100', '100', '1', '1' ] ], '100', '100', 'RSD', 'empty', 'left' ],
			'less than nothing'              => [ [], [ [ 'product', 1, '1', '100', '100' ], [ 'fee', 0, '1', null, '-150' ] ], '-50', '0', 'RSD', 'total_negative', 'below zero' ],
		];
	}

	/** @return array<string, array{array<mixed>, string, string, array<int, string>, array<string, string>}> Settings, net, total, taxes (1 is 20 %, 2 is 10 %, 3 is 0 %), code in SORS => amount. */
	public function chargesByRate(): array {
		$all = [ 'shippingItemByVatRate' => [ '10' => 'SHIP10', '0' => 'SHIP0' ] ];
		return [
			'the rate of the usual service'  => [ $all, '291.67', '350', [ 1 => '58.33' ], [ 'SHIP' => '350' ] ],
			'that of another'                => [ $all, '318.18', '350', [ 2 => '31.82' ], [ 'SHIP10' => '350' ] ],
			'none, by a rate of its own'     => [ $all, '350', '350', [ 3 => '0' ], [ 'SHIP0' => '350' ] ],
			'no tax at all tells no rate'    => [ $all, '350', '350', [], [ 'SHIP' => '350' ] ],
			'another service for all'        => [ [ 'shippingItemByVatRate' => [ '20' => 'FEE' ] ], '291.67', '350', [ 1 => '58.33' ], [ 'FEE' => '350' ] ],
			'taxed in parts'                 => [ $all, '302.272727', '350', [ 1 => '35', 2 => '12.727273' ], [ 'SHIP' => '210', 'SHIP10' => '140' ] ],
			'in parts, in whole dinars'      => [ $all, '302.27', '350.27', [ 1 => '35', 2 => '13' ], [ 'SHIP' => '208.38', 'SHIP10' => '141.89' ] ],
			'a para over for the largest'    => [ $all, '91.414141', '100', [ 1 => '5.555556', 2 => '3.030303', 3 => '0' ], [ 'SHIP' => '33.34', 'SHIP10' => '33.33', 'SHIP0' => '33.33' ] ],
			'of a part nothing is charged'   => [ $all, '300', '330', [ 1 => '30', 3 => '0' ], [ 'SHIP' => '180', 'SHIP0' => '150' ] ],
			'what rounding left is no part'  => [ $all, '101', '121', [ 1 => '20', 3 => '0' ], [ 'SHIP' => '121' ] ],
			'a rate that nothing is part of' => [ $all, '291.67', '350', [ 1 => '58.334', 2 => '0', 3 => '0' ], [ 'SHIP' => '350' ] ],
		];
	}

	/** @dataProvider chargesByRate */
	public function testTheServiceOfItsRateStandsForACharge( array $settings, string $net, string $total, array $taxes, array $sent ): void {
		$order = self::order( [ [ 'product', 1, '1', null, '100' ], [ 'shipping', 0, '1', null, $total ] ], Decimal::round( Decimal::add( '100', $total ), 2 ), '0' );
		$this->tax( $order->lines[1], $net, $taxes );
		$document = $this->map( $order, $settings )->document;
		self::assertSame( array_values( $sent ), Charges::inParts( [ $order->lines[1] ], [ $total ] )[1], 'To the para, whatever else there is.' );
		self::assertSame( $sent, array_column( array_slice( $document->lines, 1 ), 'lineTotal', 'productCode' ) );
	}

	/** 60 of 20 % are taken off the courier's part of that rate: no goods have it. */
	public function testADiscountComesOffThePartOfItsRate(): void {
		$order = self::order( [ [ 'product', 2, '1', null, '110' ], [ 'shipping', 0, '1', null, '350' ], [ 'fee', 0, '1', null, '-60' ] ], '400', '0' );
		$this->tax( $order->lines[0], '100', [ 2 => '10' ] );
		$this->tax( $order->lines[1], '302.272727', [ 1 => '35', 2 => '12.727273' ] );
		$this->tax( $order->lines[2], '-50', [ 1 => '-10' ] );
		$document = $this->map( $order, [ 'shippingItemByVatRate' => [ '10' => 'SHIP10' ] ] )->document;
		self::assertSame( [ 'B2' => '110', 'SHIP' => '150', 'SHIP10' => '140' ], array_column( $document->lines, 'lineTotal', 'productCode' ) );
	}

	public function testSoItIsWithFeesAndWithWhatTheShopKeepsOfGoodsThatCameBack(): void {
		$order = self::order( [ [ 'product', 1, '1', null, '110', '60', '1', '1' ], [ 'fee', 0, '1', null, '55' ] ], '165', '60' );
		$this->tax( $order->lines[0], '100', [ 2 => '10' ] );
		$this->tax( $order->lines[1], '50', [ 2 => '5' ] );
		self::assertSame( [ 'SHIP10', 'SHIP10' ], array_column( $this->map( $order, [ 'feeItemByVatRate' => [ '10' => 'SHIP10' ] ] )->document->lines, 'productCode' ) );
	}

	/** @testWith [{}, "vat_differs", "10 % instead of 20 %"]
	 *            [{"shippingItemByVatRate": {"10": "FEE"}}, "vat_differs", "10 % instead of 20 %"]
	 *            [{"shippingItemByVatRate": {"10": "GONE"}}, "shipping_item", "GONE"]
	 *            [{"shippingItemCode": ""}, "shipping_item", "no service"]
	 */
	public function testAChargeWhoseRateHasNoServiceIsAskedAbout( array $settings, string $code, string $said ): void {
		$order = self::order( [ [ 'product', 1, '1', null, '100' ], [ 'shipping', 0, '1', null, '350' ] ], '450', '0' );
		$this->tax( $order->lines[1], '302.272727', [ 1 => '35', 2 => '12.727273' ] );
		$refused = Thrown::by( fn() => $this->map( $order, $settings ), MappingRefused::class );
		self::assertSame( $code, $refused->code() );
		self::assertStringContainsString( $said, Sentence::english( $refused->getMessage() ) );
	}

	/**
	 * Two taxes on all of it, as some countries have; or one of a part below zero.
	 *
	 * @testWith ["300", "390", "60", "30", "30 % instead of 20 %"]
	 *           ["100", "122", "24", "-2", "22 % instead of 20 %"]
	 */
	public function testTaxesThatAreNotOfPartsAreAskedAbout( string $net, string $total, string $first, string $second, string $said ): void {
		$order = self::order( [ [ 'product', 1, '1', null, '100' ], [ 'shipping', 0, '1', null, $total ] ], Decimal::add( '100', $total ), '0' );
		$this->tax( $order->lines[1], $net, [ 1 => $first, 2 => $second ] );
		$refused = Thrown::by( fn() => $this->map( $order, [ 'shippingItemByVatRate' => [ '10' => 'SHIP10' ] ] ), MappingRefused::class );
		self::assertStringContainsString( $said, Sentence::english( $refused->getMessage() ) );
	}

	/** @testWith [{"1": "20"}, "120", {"SHIP10": "110"}, {"SHIP": "120"}]
	 *            [{"1": "10", "2": "5"}, "115", {"SHIP": "60", "SHIP10": "55"}, {"SHIP": "60", "SHIP10": "55"}]
	 *            [{}, "115", {"SHIP": "60", "SHIP10": "55"}, {"SHIP": "60", "SHIP10": "55"}]
	 */
	public function testARefundTakesThePartsWhoseTaxesItNames( array $taxes, string $refunded, array $kept, array $returned ): void {
		$settings = [ 'shippingItemByVatRate' => [ '10' => 'SHIP10' ] ];
		$order    = self::order( [ [ 'product', 1, '1', null, '100' ], [ 'shipping', 0, '1', null, '230' ] ], '330', '0' );
		$this->tax( $order->lines[1], '200', [ 1 => '20', 2 => '10' ] );
		$sold   = $this->map( $order, $settings );
		$return = DocumentMapper::mapReturn( $order, [ 2 => [ 'total' => $refunded, 'quantity' => '0', 'taxes' => $taxes ] ], [], new Document( [ 'id' => '9' ] ), $sold->lines, 'ref-2', self::settings() )->document;
		self::assertSame( $returned, array_column( $return->lines, 'lineTotal', 'productCode' ) );

		$order->refunded                = $refunded;
		$order->lines[1]->refundedTotal = $refunded;
		$order->lines[1]->refundedTaxes = $taxes;
		self::assertSame( [ 'A1' => '100' ] + $kept, array_column( $this->map( $order, $settings )->document->lines, 'lineTotal', 'productCode' ) );
	}

	public function testOfServicesWithoutARateInSorsEachPartComesBackByItsOwn(): void {
		$settings = self::settings( [ 'shippingItemByVatRate' => [ '10' => 'SHIP10' ] ] );
		$items    = new LineItems( [ 1 => new Item( 'A1', '501', '20', 'kom' ) ], [ new Item( 'SHIP', '601', null, null ), new Item( 'SHIP10', '605', null, null ) ], $settings );
		$order    = self::order( [ [ 'product', 1, '1', null, '100' ], [ 'shipping', 0, '1', null, '244' ] ], '344', '0' );
		$this->tax( $order->lines[1], '220', [ 1 => '4', 2 => '20' ] );
		$sold     = DocumentMapper::map( $order, new MappingContext( 'reservation', 'ref-1', '7', '42', $items, $settings ) );
		$return   = DocumentMapper::mapReturn( $order, [ 2 => [ 'total' => '244', 'quantity' => '0' ] ], [], new Document( [ 'id' => '9' ] ), $sold->lines, 'ref-2', $settings )->document;
		self::assertSame( [ 'SHIP' => '24', 'SHIP10' => '220' ], array_column( $return->lines, 'lineTotal', 'productCode' ) );
	}

	/** @testWith ["350", {"SHIP": "210", "SHIP10": "140"}]
	 *            ["116.67", {"SHIP": "70", "SHIP10": "46.67"}]
	 */
	public function testAReturnTakesACouriersPartsBackByTheirOwnServices( string $refunded, array $returned ): void {
		$order = self::order( [ [ 'product', 1, '1', null, '100' ], [ 'shipping', 0, '1', null, '350' ] ], '450', '0' );
		$this->tax( $order->lines[1], '302.272727', [ 1 => '35', 2 => '12.727273' ] );
		$sold    = $this->map( $order, [ 'shippingItemByVatRate' => [ '10' => 'SHIP10' ] ] );
		$refunds = [ 1 => [ 'total' => '100', 'quantity' => '1' ], 2 => [ 'total' => $refunded, 'quantity' => '0' ] ];
		$return  = DocumentMapper::mapReturn( $order, $refunds, [ 1 => '1' ], new Document( [ 'id' => '9' ] ), $sold->lines, 'ref-2', self::settings() )->document;
		self::assertSame( [ 'A1' => '100' ] + $returned, array_column( $return->lines, 'lineTotal', 'productCode' ) );

		// Where only SORS knows the lines.
		$items = new LineItems( [ 1 => new Item( 'A1', '501', '20', 'kom' ) ], [ new Item( 'SHIP', '601', '20', null ), new Item( 'SHIP10', '605', '10', null ) ], self::settings( [ 'shippingItemByVatRate' => [ '10' => 'SHIP10' ] ] ) );
		$shown = SentLines::ofDocument( $sold->document, $order, $items );
		self::assertSame( array_column( $sold->lines->lines, 'productCode' ), array_column( $shown->lines, 'productCode' ) );
	}

	/** @param array<int, string> $taxes */
	private function tax( OrderLine $line, string $net, array $taxes ): void {
		$line->net      = $net;
		$line->taxes    = $taxes;
		$line->rates    = array_intersect_key( [ 1 => '20', 2 => '10', 3 => '0' ], $taxes );
		$line->taxRate  = 1 === count( $taxes ) ? reset( $line->rates ) : null;
		$line->tellsVat = [] !== $taxes;
	}

	public function testQuantitiesCountByProductOrVariation(): void {
		$lines = [ [ 'product', 1, '2', '10', '20' ], [ 'product', 1, '1', '10', '10' ], [ 'product', 1, '4', '10', '40', '0', '0', '0', 77 ], [ 'shipping', 0, '1', null, '30' ] ];
		self::assertSame( [ 1 => '3', 77 => '4' ], $this->map( self::order( $lines, '100', '0' ), [] )->lines->quantities() );
	}

	public function testTheHeadCarriesWhatTheTillNeeds(): void {
		$order                  = self::order( [ [ 'product', 1, '1', '100', '100' ] ], '100', '0' );
		$order->number          = 'WEB-17';
		$order->placedOn        = '2026-11-23';
		$order->dueDate         = '2026-12-09';
		$order->gateway         = 'cod';
		$order->status          = 'completed';
		$order->gatewayTitle    = 'Pouzećem';
		$order->customerNote    = 'Zvoniti dvaput';
		$order->paidAt          = new \DateTimeImmutable( '2026-11-24T10:00:00Z' );
		$order->buyer->name     = 'Ђорђе Живковић';
		$order->buyer->email    = 'djordje@example.rs';
		$order->deliveryAddress = 'Кнез Михаилова 1';
		$document               = $this->map( $order, [ 'paymentMethodMap' => [ 'cod' => 'cash' ] ] )->document;
		self::assertSame( [ 'reservation', 'ref-1', '7', '42', '2026-11-24', '2026-12-09', 'cash', '100', 'Ђорђе Живковић', 'djordje@example.rs', 'Кнез Михаилова 1' ], [ $document->kind, $document->externalReference, $document->businessUnitId, $document->customerId, $document->date, $document->dueDate, $document->paymentMethod, $document->paidAmount, $document->buyerName, $document->buyerEmail, $document->deliveryAddress ] );
		self::assertSame( "Web porudžbina WEB-17 od 23.11.2026. | Plaćanje: plaćeno 100,00 RSD, gotovina, 24.11.2026. | E-pošta: djordje@example.rs | Isporuka: Кнез Михаилова 1\nNapomena kupca: „Zvoniti dvaput“", $document->note );
	}

	/** @dataProvider payments */
	public function testAnOrderIsPaidByTheRuleOfItsGateway( string $gateway, string $status, string $paidAt, bool $isPaid, string $transaction = '' ): void {
		$order              = self::order( [ [ 'product', 1, '1', '100', '100' ] ], '100', '0' );
		$order->gateway     = $gateway;
		$order->transaction = $transaction;
		$order->status      = $status;
		$order->paidAt      = '' === $paidAt ? null : new \DateTimeImmutable( $paidAt );
		$order->completedAt = 'completed' === $status ? new \DateTimeImmutable( '2027-01-08T10:00:00Z' ) : null;
		$settings           = [
			'paymentMethodMap' => [ 'kurir' => 'cashOnDelivery', 'posta' => 'cashOnDelivery' ],
			'paidByGateway'    => [ 'odlozeno' => 'never', 'posta' => 'payment', 'preuzmi' => 'completion' ],
		];
		$document           = $this->map( $order, $settings )->document;
		self::assertSame( [ $isPaid ? '100' : '0', $isPaid ], [ $document->paidAmount, null !== $document->paidAt ] );
	}

	/** @testWith ["cod", "2027-01-08"]
	 *            ["bacs", "2026-12-30"]
	 */
	public function testWhatIsCollectedOnDeliveryCameWithTheGoods( string $gateway, string $day ): void {
		$order              = self::order( [ [ 'product', 1, '1', '100', '100' ] ], '100', '0' );
		$order->gateway     = $gateway;
		$order->status      = 'completed';
		$order->paidAt      = new \DateTimeImmutable( '2026-12-30T10:00:00Z' );
		$order->completedAt = new \DateTimeImmutable( '2027-01-08T10:00:00Z' );
		$paidAt             = $this->map( $order, [] )->document->paidAt;
		self::assertSame( $day, null === $paidAt ? null : $paidAt->format( 'Y-m-d' ) );
	}

	public function payments(): array {
		return [
			'on delivery, in hand'          => [ 'cod', 'processing', self::PAID_AT, false ],
			'on delivery, delivered'        => [ 'cod', 'completed', self::PAID_AT, true ],
			'completed, without a payment'  => [ 'cod', 'completed', '', true ],
			'by courier, in hand'           => [ 'kurir', 'processing', self::PAID_AT, false ],
			'by courier, delivered'         => [ 'kurir', 'completed', self::PAID_AT, true ],
			'by a courier who pays at once' => [ 'posta', 'processing', self::PAID_AT, true ],
			'at pickup, in hand'            => [ 'preuzmi', 'processing', self::PAID_AT, false ],
			'at pickup, completed'          => [ 'preuzmi', 'completed', self::PAID_AT, true ],
			'on credit'                     => [ 'odlozeno', 'completed', self::PAID_AT, false ],
			'by card'                       => [ 'stripe', 'processing', self::PAID_AT, true ],
			'by transfer, awaited'          => [ 'bacs', 'on-hold', '', false ],
			'moved on by hand'              => [ '', 'processing', self::PAID_AT, false ],
			'completed by hand'             => [ '', 'completed', self::PAID_AT, false ],
			'no gateway, and a transaction' => [ '', 'processing', self::PAID_AT, true, 'TR-1' ],
			'a transaction that failed'     => [ '', 'pending', '', false, 'TR-1' ],
		];
	}

	private function map( OrderSnapshot $order, array $settings ): MappedDocument {
		$chosen  = self::settings( $settings );
		$items   = new LineItems(
			[
				1 => new Item( 'A1', '501', '20', 'kom' ),
				2 => new Item( 'B2', '502', '10', 'kg' ),
				3 => new Item( 'C3', '503', '20', 'kom' ),
				4 => new Item( 'D4', '504', '20', 'kom', true ),
			],
			[ new Item( 'SHIP', '601', '20', null ), new Item( 'FEE', '602', '20', null ), new Item( 'SHIP10', '605', '10', null ), new Item( 'SHIP0', '606', '0', null ), new Item( 'TWICE', '604', '0', null, true ) ],
			$chosen
		);
		$context = new MappingContext( 'reservation', 'ref-1', '7', '42', $items, $chosen );
		return DocumentMapper::map( $order, $context );
	}

	public static function settings( array $patch = [] ): Settings {
		$schema = json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/contract/rest/settings.json' ), true );
		$values = array_map( static fn( array $property ) => $property['default'], $schema['properties'] );
		return new Settings( array_merge( $values, [ 'shippingItemCode' => 'SHIP', 'feeItemCode' => 'FEE' ], $patch ) );
	}

	private static function order( array $lines, string $total, string $refunded ): OrderSnapshot {
		$order           = new OrderSnapshot();
		$order->number   = '17';
		$order->date     = '2026-11-24';
		$order->total    = $total;
		$order->refunded = $refunded;
		$order->refunds  = '0' === $refunded ? [] : [ 99 => $refunded ];
		foreach ( $lines as $i => $values ) {
			$line = new OrderLine();
			[ $line->type, $line->productId, $line->quantity, $line->listPrice, $line->total ] = $values;
			$line->net              = $line->total;
			$line->itemId           = $i + 1;
			$line->name             = 'Line ' . $i;
			$line->refundedTotal    = $values[5] ?? '0';
			$line->refundedQuantity = $values[6] ?? '0';
			$line->restockedQuantity = $values[7] ?? '0';
			$line->variationId      = $values[8] ?? 0;
			$order->lines[]         = $line;
		}
		return $order;
	}
}
