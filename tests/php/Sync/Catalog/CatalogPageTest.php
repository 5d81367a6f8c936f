<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Catalog;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Sync\Catalog\CatalogPage;
use SorsApi\Sync\Catalog\CatalogPlanner;
use SorsApi\Sync\Catalog\CatalogSubject;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** Pages of the price list, one after the other. */
final class CatalogPageTest extends TestCase {

	private const RUN = 9;

	public function testOnlyWhatAPageMayHaveShownBeforeIsLookedUp(): void {
		$subjects = [
			'new'      => new CatalogSubject(),
			'earlier'  => self::linked( 'earlier', 8 ),
			'shown'    => self::linked( 'shown', self::RUN ),
			// Linked by a stock run meanwhile: a page may have shown it when it had no link.
			'by-stock' => self::linked( 'by-stock', 0 ),
		];
		$items    = array_map( static fn( string $code ): Product => new Product( [ 'code' => $code ] ), array_keys( $subjects ) );
		self::assertSame( [ 'new', 'shown', 'by-stock' ], self::page()->perhapsKnown( $items, $subjects ) );
	}

	public function testACodeThatComesAgainOnALaterPageIsGivenToNoProduct(): void {
		$page     = self::page();
		$subjects = [ 'A1' => new CatalogSubject() ];
		$planner  = new CatalogPlanner( Shop::rules() );
		$page->compare( [ self::item( '1', 'Prvi' ) ], $subjects, [], $planner );
		self::assertSame( [ 1, 0 ], [ $page->new, $page->repeated ] );
		$page->compare( [ self::item( '1', 'Prvi' ), self::item( '2', 'Drugi' ) ], $subjects, [], $planner );
		self::assertSame( [ 1, 1 ], [ $page->new, $page->repeated ] );
		self::assertCount( 1, $page->items() );
		self::assertSame( 'duplicate_code', $page->items()[0]->problem );
		self::assertStringContainsString( 'Prvi', Sentence::shown( (string) $page->items()[0]->reason ) );
	}

	private static function item( string $id, string $name ): Product {
		return new Product(
			[
				'id'           => $id,
				'code'         => 'A1',
				'name'         => $name,
				'priceWithVat' => '120',
			]
		);
	}

	private static function linked( string $code, int $seenRunId ): CatalogSubject {
		$subject                    = new CatalogSubject();
		$subject->link              = new Link( $code, 7 );
		$subject->link->seenRunId   = $seenRunId;
		$subject->link->seenReading = 1;
		return $subject;
	}

	private static function page(): CatalogPage {
		$row = array_fill_keys( [ 'kind', 'mode', 'state', 'started_by', 'limited', 'database_name', 'cursor_data', 'total', 'processed', 'created', 'updated', 'unchanged', 'skipped', 'failed', 'message', 'lease_owner', 'lease_until', 'resumes_at', 'created_at', 'updated_at', 'finished_at' ], null );
		return new CatalogPage( new Run( [ 'id' => (string) self::RUN ] + $row ) );
	}
}
