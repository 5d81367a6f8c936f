<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** “Price Rules 2.1”, a plugin in the site's folder that writes into a product whenever that is saved. */
final class OtherPlugin {

	private const CODE = '<?php
/*
Plugin Name: Price Rules
Version: 2.1
*/
return static function ( int $id, int &$times, callable $write, array $with ) {
	return static function ( $saved ) use ( $id, &$times, $write, $with ) {
		if ( $id === $saved && $times-- > 0 ) {
			$write( ...$with );
		}
	};
};';

	/** @var list<callable> */
	private array $listeners = [];

	/** @param mixed ...$with What is given to that function of WordPress. */
	public function whenSaved( int $id, int $times, callable $write, ...$with ): void {
		$file = self::folder() . '/price-rules.php';
		wp_mkdir_p( dirname( $file ) );
		file_put_contents( $file, self::CODE );
		wp_cache_delete( 'plugins', 'plugins' );
		$load              = static fn( string $file ) => require $file;
		$listener          = $load( $file )( $id, $times, $write, $with );
		$this->listeners[] = $listener;
		add_action( 'woocommerce_update_product', $listener );
	}

	public function deactivate(): void {
		foreach ( $this->listeners as $listener ) {
			remove_action( 'woocommerce_update_product', $listener );
		}
		$this->listeners = [];
	}

	public function delete(): void {
		$this->deactivate();
		if ( is_dir( self::folder() ) ) {
			unlink( self::folder() . '/price-rules.php' );
			rmdir( self::folder() );
		}
		wp_cache_delete( 'plugins', 'plugins' );
	}

	private static function folder(): string {
		return WP_PLUGIN_DIR . '/price-rules';
	}
}
