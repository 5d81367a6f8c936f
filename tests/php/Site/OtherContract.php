<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Api;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\WordPressTransport;

/** A SORS by the contract of this site, with less or other than that says. */
final class OtherContract {

	/**
	 * @param list<string>         $without Parts of the contract, as `entities.product.gtin`.
	 * @param array<string, mixed> $changes Laid over the rest.
	 */
	public static function api( array $without, array $changes = [] ): Api {
		$file     = defined( 'SORS_CONTRACT_FILE' ) && '' !== constant( 'SORS_CONTRACT_FILE' ) ? (string) constant( 'SORS_CONTRACT_FILE' ) : dirname( SORS_API_FILE ) . '/contract/sors-api.json';
		$contract = (array) json_decode( (string) file_get_contents( $file ), true );
		foreach ( $without as $path ) {
			$place = &$contract;
			$names = explode( '.', $path );
			$last  = array_pop( $names );
			foreach ( $names as $name ) {
				$place = &$place[ $name ];
			}
			unset( $place[ $last ] );
			unset( $place );
		}
		return new Api( ContractInHand::connection( Contract::fromArray( array_replace_recursive( $contract, $changes ) ), new WordPressTransport( '1' ), new ApiKey() ) );
	}
}
