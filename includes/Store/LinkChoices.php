<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;

/** What the owner decides about the link of a product, and of its variations. Every method throws a StorageError when the database fails. */
final class LinkChoices {

	/** The link stays, and orders with it go on. No run changes anything of the product. */
	public static function leaveAlone( int $productId ): void {
		Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET left_alone = %s, ' . LinkNotes::NONE . ' WHERE ' . self::which( $productId ), Link::BY_PRODUCT );
		PendingChanges::dropLeftAlone();
	}

	/** @return string|null Why runs do not follow SORS again, a Sentence: its group is left alone. Else what the first of each kind would change waits until a person has seen it. */
	public static function bringIn( int $productId ): ?string {
		$which = self::which( $productId );
		Transaction::run(
			static function () use ( $which ): void {
				self::endLeftAlone( Sql::prepare( "left_alone = %s AND $which", Link::BY_PRODUCT ) );
				self::followGroups( "AND $which" );
			}
		);
		$alone = array_filter( self::linksOf( $productId ), static fn( Link $link ): bool => $link->isLeftAlone() );
		return [] === $alone ? null : LinkState::whyLeftAlone( reset( $alone ) );
	}

	/** The same for all products of a group, and of those below it. */
	public static function chooseGroup( Group $group, bool $isLeftAlone ): void {
		Transaction::run(
			static function () use ( $group, $isLeftAlone ): void {
				$group->saveChoice( $isLeftAlone );
				self::followGroups();
			}
		);
	}

	/** @param string $which Condition on the links that are meant: those whose groups are left alone are, and no others. Catalogue runs do the same, item by item. */
	private static function followGroups( string $which = '' ): void {
		$database = SettingsStore::load()->database;
		$table    = Tables::name( Tables::LINKS );
		$all      = Group::all( $database );
		if ( [] === $all ) {
			return; // The catalogue of a new database is yet to be read.
		}
		$groups = array_map( 'strval', array_keys( Group::leftAlone( $all ) ) );
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

	/** @param list<string> $codes Runs follow these items from now on: what the first of each kind would change waits until a person has seen it. */
	public static function follow( array $codes ): void {
		// Where pictures are never taken from SORS, no run would ever show them.
		PendingChanges::bringIn( 'never' === SettingsStore::load()->fields['images'] ? [ 'catalog', 'stock' ] : [ 'catalog', 'stock', 'images' ], $codes );
	}

	/** @return list<string> Codes of the items that it stood for. No run links it again: orders with it are refused from now on. */
	public static function unlink( int $productId ): array {
		return Transaction::run(
			static function () use ( $productId ): array {
				$links = self::linksOf( $productId );
				foreach ( $links as $link ) {
					ExcludedItems::unlink( $link, Text::plain( get_the_title( $link->objectId ) ) );
				}
				return array_column( $links, 'code' );
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
			static function () use ( $productId ): ?int {
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

	/** @return bool Whether it is linked, and runs change it: variations without an item of their own have its stock from now on, no more than it has until the next run of stock. */
	public static function shareStock( int $productId ): bool {
		return Transaction::retried( static fn(): bool => Transaction::run( static fn(): bool => self::shared( $productId ) ) );
	}

	private static function shared( int $productId ): bool {
		$link  = Links::byObjectIds( [ $productId ] )[ $productId ] ?? null;
		$parts = ProductParts::figuresToWrite();
		$state = SellableObjects::of( ProductReader::byIds( [ $productId ], $parts ), $parts )[ $productId ] ?? null;
		if ( null === $link || null === $state || $link->isLeftAlone() ) {
			return false;
		}
		if ( [] !== StockLock::lost( [ new StockChange( $state, null, null ) ] ) ) {
			( new TransactionBroken( Sentence::__( 'Somebody changed the product while it was to be written. Press the button again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$own  = $state->variationsWith( true );
		$data = new ProductData();
		if ( [] !== $own && ! $state->managesStock ) {
			$data->managesStock = true;
			$data->stock        = '0';
			ProductWriter::update( $productId, $data );
		}
		$data               = new ProductData();
		$data->managesStock = false;
		foreach ( array_keys( $own ) as $id ) {
			ProductWriter::update( $id, $data );
		}
		StockWriter::syncParent( $productId );
		return true;
	}

	/** Condition on its links; none has the id 0. */
	private static function which( int $productId ): string {
		return 'id IN (' . implode( ', ', [ 0, ...array_column( self::linksOf( $productId ), 'id' ) ] ) . ')';
	}

	/** @return list<Link> */
	private static function linksOf( int $productId ): array {
		return Links::ofProducts( [ $productId ] )[ $productId ] ?? [];
	}
}
