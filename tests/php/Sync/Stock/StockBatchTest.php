<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Stock;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\Link;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Stock\StockBatch;
use SorsApi\Sync\Stock\StockPlan;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** What becomes of each item of a batch, and which links are new no longer. */
final class StockBatchTest extends TestCase {

	private const DELETED = "\x02text\x1FIts product was deleted in the meantime.\x03";

	public function testEachItemIsWrittenAsItsPlanAsksFor(): void {
		$right = self::plan( 1 );
		$right->note( 'Rounded.', '' );
		$faulty = self::plan( 2 );
		$faulty->note( 'Negative.', 'price' );
		$emptied            = self::plan( 3 );
		$emptied->isEmptied = true;
		$starts             = self::plan( 5 );
		$starts->change( 'stock', null, '3' );
		$starts->stock               = '3';
		$starts->state->managesStock = false;
		[ $batch, $items ] = self::batch(
			[
				'right'   => $right,
				'faulty'  => $faulty,
				'emptied' => $emptied,
				'gone'    => null,
				'starts'  => $starts,
				'priced'  => self::priced( 6 ),
			]
		);
		self::assertSame( [ 'unchanged', 'skipped', 'unchanged', 'skipped', 'planned', 'planned' ], array_column( $items, 'outcome' ) );
		self::assertSame( [ 'Rounded.', 'Negative.', null, self::DELETED, null, null ], array_column( $items, 'reason' ) );
		self::assertSame( [ '', 'price' ], [ $items[0]->problem, $items[1]->problem ] );
		self::assertSame( [ $items[0], $items[1], $items[2], $items[3] ], $batch->finished );
		self::assertSame( [ RunItem::NONE, [] ], [ $items[0]->action, $items[0]->changes ] );
		self::assertSame( [ 1 ], $batch->stocked, 'Neither what is faulty nor what is emptied has its first stock now.' );
		self::assertSame( [ [ $items[4] ], [ 6 ] ], [ $batch->rest, array_keys( $batch->changes ) ] );
	}

	public function testWhatWasNotWrittenInBulkIsWrittenAlone(): void {
		$emptied            = self::priced( 4 );
		$emptied->isEmptied = true;
		[ $batch, $items ]  = self::batch(
			[
				'lost'    => self::priced( 1 ),
				'refused' => self::priced( 2 ),
				'written' => self::priced( 3 ),
				'emptied' => $emptied,
			]
		);
		$batch->take( array_intersect_key( $batch->changes, [ 3 => true, 4 => true ] ) );
		self::assertSame( [ $items[0], $items[1] ], $batch->rest );
		self::assertSame( [ 3 => $items[2], 4 => $items[3] ], $batch->written );
		self::assertSame( [ 'planned', 'planned', RunItem::WRITTEN, RunItem::WRITTEN ], array_column( $items, 'outcome' ) );
		self::assertSame( [ 3 ], $batch->stocked );
	}

	public function testWhatIsToBeLinkedFirstIsWrittenAloneAndWhatIsLinkedNoMoreIsNot(): void {
		$adopted          = self::item( 'adopted' );
		$adopted->payload = [ 'adopt' => 7 ];
		$unlinked         = self::item( 'unlinked' );
		$batch            = new StockBatch( [ $adopted, $unlinked ], [] );
		self::assertSame( [ [ $adopted ], [ $unlinked ] ], [ $batch->rest, $batch->finished ] );
		self::assertSame( [ RunItem::SKIPPED, self::DELETED ], [ $unlinked->outcome, $unlinked->reason ] );
	}

	/** @return array<string, array{callable( StockPlan ): mixed, array<string, mixed>|null}> What is planned; the item of the run. */
	public function plans(): array {
		return [
			'nothing'                    => [ static function (): void {}, null ],
			'nothing, and a word'        => [ static fn( StockPlan $plan ) => $plan->note( 'Rounded.', '' ), null ],
			'a fault'                    => [ static fn( StockPlan $plan ) => $plan->note( 'Negative.', 'price' ), [ 'outcome' => 'skipped', 'reason' => 'Negative.', 'problem' => 'price', 'action' => 'none' ] ],
			'two faults'                 => [ static fn( StockPlan $plan ) => array_map( static fn( string $problem ) => $plan->note( 'Words.', $problem ), [ 'price', 'sale' ] ), [ 'problem' => 'price', 'reason' => 'Words. Words.' ] ],
			'a fault, and a word'        => [ static fn( StockPlan $plan ) => array_map( static fn( string $problem ) => $plan->note( 'Words.', $problem ), [ 'price', '' ] ), [ 'outcome' => 'skipped', 'problem' => 'price' ] ],
			'a remark'                   => [ static fn( StockPlan $plan ) => $plan->remark( 'No price.', 'no_price' ), [ 'outcome' => 'unchanged', 'reason' => 'No price.', 'problem' => 'no_price', 'action' => 'none' ] ],
			'a remark after a fault'     => [ static fn( StockPlan $plan ) => array_map( static fn( string $how ) => $plan->$how( 'Words.', $how ), [ 'note', 'remark' ] ), [ 'problem' => 'note' ] ],
			'a change'                   => [ static fn( StockPlan $plan ) => $plan->change( 'stock', '1', '2' ), [ 'outcome' => 'planned', 'reason' => null, 'problem' => '', 'danger' => '', 'action' => 'update' ] ],
			'two changes'                => [ static fn( StockPlan $plan ) => array_map( static fn( string $danger ) => $plan->change( 'stock', '1', '2', $danger ), [ '', 'zero', 'price 1 2' ] ), [ 'danger' => 'zero price 1 2' ] ],
			'a change, and a fault'      => [
				static function ( StockPlan $plan ): void {
					$plan->change( 'stock', '1', '2' );
					$plan->note( 'Negative.', 'price' );
				},
				[ 'outcome' => 'planned', 'problem' => 'price', 'reason' => 'Negative.' ],
			],
		];
	}

	/**
	 * @dataProvider plans
	 *
	 * @param callable( StockPlan ): mixed $do
	 */
	public function testWhatARunNotesOfAPlan( callable $do, ?array $expected ): void {
		$plan = self::plan( 7 );
		$do( $plan );
		$item = $plan->item( 'A1' );
		if ( null === $expected ) {
			self::assertNull( $item );
			return;
		}
		self::assertNotNull( $item );
		self::assertSame( $expected, array_intersect_key( array_merge( array_flip( array_keys( $expected ) ), get_object_vars( $item ) ), $expected ) );
		self::assertSame( [ 'A1', 'Naziv', 7, $plan->changes ], [ $item->code, $item->name, $item->objectId, $item->changes ] );
	}

	private static function plan( int $id ): StockPlan {
		$link     = new Link( "A$id", $id );
		$link->id = $id;
		return new StockPlan( $link, Shop::product( [ 'id' => $id, 'metaIds' => array_fill_keys( [ '_product_version', '_regular_price', '_price' ], 1 ) ] ) );
	}

	/** Only figures of rows that there are. */
	private static function priced( int $id ): StockPlan {
		$plan        = self::plan( $id );
		$plan->price = '120';
		$plan->change( 'price', '100', '120' );
		return $plan;
	}

	private static function item( string $code ): RunItem {
		return new RunItem( $code, $code, RunItem::UPDATE, RunItem::PLANNED );
	}

	/** @return array{StockBatch, list<RunItem>} */
	private static function batch( array $plans ): array {
		$items = array_map( [ self::class, 'item' ], array_keys( $plans ) );
		return [ new StockBatch( $items, $plans ), $items ];
	}
}
