<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Item;
use SorsApi\Documents\LineItems;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\SentLines;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;

'cli' === PHP_SAPI || exit;

/** Lines of a document of which only SORS knows them, given to the order's lines. */
final class SentLinesTest extends TestCase {

	/**
	 * Two sizes have no item of their own and are sold by their product's.
	 *
	 * @testWith [[["1", "100"], ["2", "400"]], ["100", "400"]]
	 *           [[["2", "400"], ["1", "100"]], ["100", "400"]]
	 *           [[["3", "500"]], ["500", "500"]]
	 */
	public function testEachLineOfSorsIsTakenOnceAndByItsPieces( array $shown, array $totals ): void {
		$order    = new OrderSnapshot();
		$document = new Document( [ 'lines' => array_map( static fn( array $line ): DocumentLine => new DocumentLine( [ 'productCode' => 'MAJICA', 'quantity' => $line[0], 'lineTotal' => $line[1] ] ), $shown ) ] );
		foreach ( [ '1', '2' ] as $at => $quantity ) {
			$line              = new OrderLine();
			$line->itemId      = $at + 1;
			$line->productId   = 7;
			$line->variationId = 70 + $at;
			$line->quantity    = $quantity;
			$order->lines[]    = $line;
		}
		$items = new LineItems( [ 7 => new Item( 'MAJICA', null, '20', 'kom' ) ], [], new Settings( [] ) );
		self::assertSame( $totals, array_column( SentLines::ofDocument( $document, $order, $items )->lines, 'lineTotal' ) );
	}
}
