<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Settings\ApiKey;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Levels;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChanges;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Sync\Stock\StockPasses;

/**
 * What the next run would overwrite of a product, so that it is not typed for nothing. Descriptions are not among it: SORS
 * may have none of an item, and then the shop's own stays. Nor are categories and pictures, of which the shop adds its own.
 */
final class OwnedFields {

	public const NAME  = 'name';
	public const PRICE = 'price';
	public const STOCK = 'stock';
	/** Field => the kind of run that brings it. */
	private const FIELDS = [ self::NAME => 'catalog', self::PRICE => 'stock', self::STOCK => 'stock' ];

	/** @var list<string>|null */
	private ?array $decided = null;

	/**
	 * @param int $id Product or variation.
	 * @return list<string> NAME, PRICE, STOCK.
	 */
	public function of( int $id ): array {
		$link  = [] === $this->decided() ? null : Links::byObjectIds( [ $id ] )[ $id ] ?? null;
		$state = null === $link || ! $link->isFollowed() ? null : ProductReader::byIds( [ $id ], ProductParts::figures() )[ $id ] ?? null;
		if ( null === $link || null === $state || $state->isTrashed() ) {
			return [];
		}
		$settings = SettingsStore::load();
		$figure   = StockFigure::of( Levels::byCodes( [ $link->code ] )[ $link->code ] ?? [], $settings );
		$waiting  = PendingChanges::kinds( $link->code );
		return array_values( array_filter( $this->decided(), static fn( string $field ): bool => ! in_array( self::FIELDS[ $field ], $waiting, true ) && self::isWritten( $field, $link, $state, $figure, $settings ) ) );
	}

	/** Whether anything of the product, or of its variations, may be SORS'. */
	public function concern( int $productId ): bool {
		$links = [] === $this->decided() ? [] : Links::ofProducts( [ $productId ] )[ $productId ] ?? [];
		return [] !== array_filter( $links, static fn( Link $link ): bool => $link->isFollowed() );
	}

	/** @return list<string> Fields that SORS decides at present: none while nothing is connected, or where the last good run is older than a day. */
	public function decided(): array {
		$ranToday = static fn( string $field ): bool => strtotime( RunTable::lastWritten( self::FIELDS[ $field ] ) ?? '1970-01-01' ) > time() - DAY_IN_SECONDS;
		return $this->decided ??= [] !== $this->always() && ( new ApiKey() )->key()->isSet() ? array_values( array_filter( $this->always(), $ranToday ) ) : [];
	}

	/** @return list<string> Those of which the settings say so, whether SORS decides them at present or not: costs no query. */
	public function always(): array {
		$settings = SettingsStore::load();
		return $settings->isConfigured() ? array_keys( array_intersect_key( self::FIELDS, array_filter( $settings->fields, static fn( string $ownership ): bool => 'always' === $ownership ) ) ) : [];
	}

	private static function isWritten( string $field, Link $link, ProductState $state, StockFigure $figure, Settings $settings ): bool {
		switch ( $field ) {
			case self::NAME:
				return ! $state->isVariation();
			case self::PRICE:
				return $state->hasOwnPrice() && 0 === $figure->conflict && null !== $figure->price( $link, $settings )->value;
			default:
				return ( null !== $figure->quantity || StockPasses::all()['full'] > 0 ) && $state->managesStock && $state->keepsStock() && ! $link->isService() && 0 === $figure->conflict;
		}
	}
}
