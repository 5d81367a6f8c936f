<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Api;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\WordPressTransport;

/** A SORS that tells how much is on hand, and nothing of reservations. */
final class OnHandOnly {

	/** With the contract of this site, less what tells of reservations. */
	public static function api(): Api {
		$file    = defined( 'SORS_CONTRACT_FILE' ) && '' !== constant( 'SORS_CONTRACT_FILE' ) ? (string) constant( 'SORS_CONTRACT_FILE' ) : dirname( SORS_API_FILE ) . '/contract/sors-api.json';
		$decoded = json_decode( (string) file_get_contents( $file ), true );
		foreach ( [ 'available', 'reserved' ] as $field ) {
			unset( $decoded['entities']['stockLevel'][ $field ], $decoded['types']['stockLevel'][ $field ] );
			$decoded['readOnly']['stockLevel'] = array_values( array_diff( $decoded['readOnly']['stockLevel'] ?? [], [ $field ] ) );
		}
		$contract = Contract::fromArray( array_filter( $decoded ) );
		return new Api( ContractInHand::connection( $contract, new WordPressTransport( '1' ), new ApiKey() ) );
	}
}
