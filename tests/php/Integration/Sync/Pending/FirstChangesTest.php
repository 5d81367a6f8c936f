<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Pending;

use SorsApi\Store\Group;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\PendingChanges;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** A product that was left alone until now: what the first run of each kind would change waits, however little it is. */
final class FirstChangesTest extends SyncTestCase {

	private const KINDS = [ 'catalog', 'stock', 'images' ];

	private string $unit = '';

	private int $product = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->unit = (string) array_key_first( $this->units );
		$this->configure( [ 'businessUnitIds' => [ $this->units[ $this->unit ] ], 'newProductStatus' => 'publish', 'fields' => [ 'name' => 'always', 'images' => 'always' ] ] );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 100, 'group' => 'Alat' ], [ $this->unit => 5 ] );
		foreach ( self::KINDS as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
		}
		$this->product = $this->productOf( 'T1' )->get_id();
		LinkChoices::leaveAlone( $this->product );
	}

	public function testEachKindIsAskedAboutOnceAndThenFollows(): void {
		$this->change();
		LinkChoices::bringIn( $this->product );
		foreach ( self::KINDS as $kind ) {
			self::assertSame( [], $this->waiting( $kind ), 'Nothing was found yet.' );
			$run = $this->runToEnd( $kind );
			self::assertSame( [ 'succeeded', 0, 1 ], [ $run->state, $run->updated, $run->toArray()['waiting'] ], $kind );
			self::assertSame( '1 product that you had left alone would change. Check it, then approve or discard.', $this->question( $kind ) );
			self::assertNotSame( '[]', $this->waiting( $kind )['T1']->changes );
			$this->decide( 'discard', $kind );
			self::assertSame( 1, $this->runToEnd( $kind )->toArray()['waiting'], 'It still differs.' );
			$run = $this->decide( 'approve', $kind );
			self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->updated ], $kind );
		}
		$product = $this->productOf( 'T1' );
		self::assertEquals( [ 'Novo', '150', 9, true ], [ $product->get_name(), $product->get_regular_price(), $product->get_stock_quantity(), 0 !== (int) $product->get_image_id() ] );
		self::assertSame( [], PendingChanges::kinds( 'T1' ) );
		$this->setItem( 'T1', [ 'name' => 'Još novije' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'Još novije', $this->productOf( 'T1' )->get_name() );
	}

	public function testWhereNothingDiffersItSimplyFollows(): void {
		LinkChoices::bringIn( $this->product );
		foreach ( self::KINDS as $kind ) {
			self::assertSame( 0, $this->runToEnd( $kind )->toArray()['waiting'] );
		}
		self::assertSame( [], PendingChanges::kinds( 'T1' ) );
	}

	/** These passed it over while it was left alone. */
	public function testPreviewsOfBeforeDoNotAnswerForIt(): void {
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 100 ], [ $this->unit => 5 ] );
		$this->change();
		$preview = $this->runToEnd( 'catalog', 'preview' );
		LinkChoices::bringIn( $this->product );
		$this->runs->approve( $preview->id );
		$this->assertSucceeded( $this->drive( $preview->id ) );
		self::assertSame( [ 'Prvi', self::KINDS ], [ $this->productOf( 'T1' )->get_name(), array_values( array_intersect( self::KINDS, PendingChanges::kinds( 'T1' ) ) ) ] );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->toArray()['waiting'] );
	}

	public function testAGroupThatIsFollowedAgainIsAskedAboutInTheSameRun(): void {
		LinkChoices::bringIn( $this->product );
		foreach ( self::KINDS as $kind ) {
			$this->runToEnd( $kind );
		}
		$group = array_values( array_filter( Group::all( self::DATABASE ), static fn( $group ): bool => 'Alat' === $group->name ) )[0];
		LinkChoices::chooseGroup( $group, true );
		self::assertSame( [], PendingChanges::kinds( 'T1' ) );
		// SORS moves the item to a group that is not left alone.
		$this->setItem( 'T1', [ 'name' => 'Novo', 'group' => 'Boje' ] );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 1, 'Prvi' ], [ $run->toArray()['waiting'], $this->productOf( 'T1' )->get_name() ], $run->message );
		LinkChoices::chooseGroup( $group, false );
	}

	private function change(): void {
		$this->setItem( 'T1', [ 'name' => 'Novo' ] );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'T1', 'unit' => $this->unit, 'priceWithVat' => 150 ], [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit, 'onHand' => 9 ] ] );
		$this->setItem( 'T1', [ 'images' => [ [ 'id' => 'T1-1' ] ] ] );
	}
}
