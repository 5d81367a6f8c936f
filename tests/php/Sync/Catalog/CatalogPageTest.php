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

	/**
	 * @dataProvider orders
	 *
	 * @param list<string> $ids In the order in which SORS lists them.
	 */
	public function testALinkKeepsItsIdentityWhicheverOfTwoItemsIsListedFirst( array $ids, bool $onePage, string $state ): void {
		$subject                = self::linked( 'A1', 8 );
		$subject->link->id      = 5;
		$subject->link->state   = $state;
		$subject->link->vatRate = '20';
		$subject->link->sorsId  = '3';
		$subject->link->unit    = 'kom';
		$subject->state         = Shop::product();
		$page                   = self::page();
		$items                  = array_map( static fn( string $id ): Product => self::item( $id, "Artikal $id", [ 'unit' => '3' === $id ? 'kom' : 'kutija', 'vatRate' => '3' === $id ? '20' : '10' ] ), $ids );
		$known                  = [];
		foreach ( $onePage ? [ $items ] : array_chunk( $items, 1 ) as $records ) {
			$page->compare( $records, [ 'A1' => $subject ], $known, new CatalogPlanner( Shop::rules() ) );
			if ( count( $records ) < 2 && '7' === $records[0]->id && [] === $known ) {
				self::assertSame( [ '3', 'kom', '20' ], [ $subject->link->sorsId, $subject->link->unit, $subject->link->vatRate ], 'Nobody knows yet what the next page shows.' );
			}
			foreach ( $page->items() as $item ) {
				$known[ $item->code ] = $item;
			}
			$page = $onePage ? $page : self::page();
		}
		self::assertSame( [ '3', 'kom', '20', Link::DUPLICATE ], [ $subject->link->sorsId, $subject->link->unit, $subject->link->vatRate, $subject->link->state ] );
		self::assertSame( 'duplicate_code', $known['A1']->problem );
	}

	public function orders(): array {
		return [
			'its own first'                    => [ [ '3', '7' ], true, Link::ACTIVE ],
			'its own last'                     => [ [ '7', '3' ], true, Link::ACTIVE ],
			'its own on the page before'       => [ [ '3', '7' ], false, Link::ACTIVE ],
			'its own on the page after'        => [ [ '7', '3' ], false, Link::ACTIVE ],
			'the same as in the run before'    => [ [ '7', '3' ], false, Link::DUPLICATE ],
			'twice before, its own page first' => [ [ '3', '7' ], false, Link::DUPLICATE ],
		];
	}

	/** Which of two items follows, shows only once all have been read: so it is written like any other change. */
	public function testOneThatCameTwiceFollowsSorsAgainOnceAllIsRead(): void {
		$subject               = self::linked( 'A1', 8 );
		$subject->link->state  = Link::DUPLICATE;
		$subject->link->sorsId = '1';
		$subject->state        = Shop::product();
		$page                  = self::page();
		$page->compare( [ self::item( '1', 'Naziv' ) ], [ 'A1' => $subject ], [], new CatalogPlanner( Shop::rules() ) );
		self::assertSame( Link::DUPLICATE, $subject->link->state );
		self::assertSame( [ 'update', 'planned', 7 ], [ $page->items()[0]->action, $page->items()[0]->outcome, $page->items()[0]->objectId ] );
		self::assertSame( 'A1', $page->items()[0]->payload['item']['code'] );
		self::assertSame( 0, $page->unchanged, 'It is counted when it is written.' );
	}

	private static function item( string $id, string $name, array $fields = [] ): Product {
		return new Product(
			$fields + [
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
		return new CatalogPage( new Run( [ 'id' => (string) self::RUN, 'kind' => 'catalog' ] + $row ) );
	}
}
