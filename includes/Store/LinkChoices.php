<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;

/**
 * What the owner decides about the link of a product. A product means its variations, too.
 *
 * Every method throws a StorageError when the database fails.
 */
final class LinkChoices {

	/** A stock is shared in so many attempts, where the database gives up its transaction. */
	private const ATTEMPTS = 3;

	/** The link stays, and orders with it go on. No run changes anything of the product. */
	public static function leaveAlone( int $productId ): void {
		Sql::inChunks(
			self::idsOf( $productId ),
			static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET left_alone = %s, ' . LinkNotes::NONE . " WHERE id IN ($in)", Link::BY_PRODUCT )
		);
		PendingChanges::dropLeftAlone();
	}

	/**
	 * Runs follow SORS again: what the first of each kind would change waits until a person has seen it.
	 *
	 * @return string|null Why not, a Sentence: its group is left alone.
	 */
	public static function bringIn( int $productId ): ?string {
		Transaction::run(
			static fn(): int => Sql::inChunks(
				self::idsOf( $productId ),
				static function ( string $in ): int {
					self::endLeftAlone( Sql::prepare( "left_alone = %s AND id IN ($in)", Link::BY_PRODUCT ) );
					self::followGroups( "AND id IN ($in)" );
					return 0;
				}
			)
		);
		foreach ( self::linksOf( $productId ) as $link ) {
			if ( $link->isLeftAlone() ) {
				return LinkState::whyLeftAlone( $link );
			}
		}
		return null;
	}

	/** The same for all products of a group, and of those below it. */
	public static function chooseGroup( Group $group, bool $isLeftAlone ): void {
		Transaction::run(
			function () use ( $group, $isLeftAlone ): void {
				Groups::saveChoice( $group, $isLeftAlone );
				self::followGroups();
			}
		);
	}

	/**
	 * Products whose groups are left alone are, and no others. Catalogue runs do the same, item by item.
	 *
	 * @param string $which Condition on the links that are meant.
	 */
	private static function followGroups( string $which = '' ): void {
		$database = SettingsStore::load()->database;
		$table    = Tables::name( Tables::LINKS );
		$all      = Groups::all( $database );
		if ( [] === $all ) {
			return; // The catalogue of a new database is yet to be read.
		}
		$groups = array_map( 'strval', array_keys( Groups::leftAlone( $all ) ) );
		$among  = Sql::quoted( [ '', ...$groups ] );
		self::endLeftAlone( Sql::prepare( "left_alone = %s AND database_name = %s AND group_id NOT IN ($among) $which", Link::BY_GROUP, $database ) );
		Sql::run( "UPDATE $table SET left_alone = %s, " . LinkNotes::NONE . " WHERE left_alone = '' AND database_name = %s AND group_id <> '' AND group_id IN ($among) $which", Link::BY_GROUP, $database );
		PendingChanges::dropLeftAlone();
	}

	/** @param string $which Condition on the links that are meant. */
	private static function endLeftAlone( string $which ): void {
		$table = Tables::name( Tables::LINKS );
		self::follow( array_map( 'strval', Sql::column( "SELECT code FROM $table WHERE $which" ) ) );
		Sql::run( "UPDATE $table SET left_alone = '', missing_passes = 0 WHERE $which" );
	}

	/**
	 * Runs follow these items from now on: what the first of each kind would change waits until a person has seen it.
	 *
	 * @param list<string> $codes
	 */
	public static function follow( array $codes ): void {
		// Where pictures are never taken from SORS, no run would ever show them.
		PendingChanges::bringIn( 'never' === SettingsStore::load()->fields['images'] ? [ 'catalog', 'stock' ] : [ 'catalog', 'stock', 'images' ], $codes );
	}

	/**
	 * No item stands for it any more, and no run links it again: orders with it are refused from now on.
	 *
	 * @return list<string> Codes of the items; [] = none was linked.
	 */
	public static function unlink( int $productId ): array {
		return Transaction::run(
			function () use ( $productId ): array {
				$codes = [];
				foreach ( self::linksOf( $productId ) as $link ) {
					ExcludedItems::unlink( $link, Text::plain( get_the_title( $link->objectId ) ) );
					$codes[] = $link->code;
				}
				return $codes;
			}
		);
	}

	/**
	 * What was unlinked is linked as before, and what a run would change is shown first. Where the product is gone, or is
	 * another item's by now, the next catalogue run decides what to do with the item.
	 *
	 * @return int|null How many are linked again; null = nothing of it was unlinked.
	 */
	public static function linkAgain( int $productId ): ?int {
		return Transaction::run(
			function () use ( $productId ): ?int {
				$unlinked = ExcludedItems::unlinkedOf( [ $productId ] )[ $productId ] ?? [];
				$linked   = 0;
				$taken    = Links::byObjectIds( array_values( $unlinked ) );
				// The newest first: a product that stood for another item before is linked to its last one.
				foreach ( array_reverse( $unlinked, true ) as $code => $objectId ) {
					ExcludedItems::end( (string) $code );
					if ( ! isset( $taken[ $objectId ] ) && in_array( get_post_type( $objectId ), [ 'product', 'product_variation' ], true ) ) {
						$link = new Link( (string) $code, $objectId );
						Links::save( $link );
						self::follow( [ $link->code ] );
						$taken[ $objectId ] = $link;
						++$linked;
					}
				}
				return [] === $unlinked ? null : $linked;
			}
		);
	}

	/**
	 * Variations without an item of their own have the product's stock from now on. The next run of stock sets it: until then there is no more than the product has.
	 *
	 * @return bool Whether it is linked, and runs change it.
	 */
	public static function shareStock( int $productId ): bool {
		return Transaction::retried( static fn(): bool => Transaction::run( static fn(): bool => self::shareStockOnce( $productId ) ), self::ATTEMPTS );
	}

	private static function shareStockOnce( int $productId ): bool {
		$link  = Links::byObjectIds( [ $productId ] )[ $productId ] ?? null;
		$parts = ProductParts::figuresToWrite();
		$state = SellableObjects::of( ProductReader::byIds( [ $productId ], $parts ), $parts )[ $productId ] ?? null;
		if ( null === $link || null === $state || $link->isLeftAlone() ) {
			return false;
		}
		$change = new StockChange( $state, null, null, false );
		if ( [] !== StockLock::lost( [ $change ] ) ) {
			( new TransactionBroken( Sentence::__( 'Somebody changed the product while it was to be written. Press the button again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$own = $state->variationsWith( true );
		if ( [] !== $own && ! $state->managesStock ) {
			$data               = new ProductData();
			$data->managesStock = true;
			$data->stock        = '0';
			ProductWriter::update( $productId, $data );
		}
		foreach ( array_keys( $own ) as $id ) {
			$data               = new ProductData();
			$data->managesStock = false;
			ProductWriter::update( $id, $data );
		}
		StockWriter::syncParent( $productId );
		return true;
	}

	/** @return list<int> Row ids. */
	private static function idsOf( int $productId ): array {
		return array_map( static fn( Link $link ): int => $link->id, self::linksOf( $productId ) );
	}

	/** @return list<Link> */
	private static function linksOf( int $productId ): array {
		return Links::ofProducts( [ $productId ] )[ $productId ] ?? [];
	}
}
